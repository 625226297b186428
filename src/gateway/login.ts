import { Injectable } from '@nestjs/common';
import { Client } from 'discord.js';
import { now } from '../bus/now.js';
import { DiscordConnection } from '../config/connection.js';
import { type Problem, isFatal } from '../model/problem.js';
import { clientManager } from './discordjs-internals.js';
import { Preflight } from './preflight.js';
import { problemOf } from './problems.js';
import { Shards } from './shards.js';

/** One attempt to sign in with discord.js. */
@Injectable()
export class Login {
  constructor(
    private readonly client: Client,
    private readonly preflight: Preflight,
    private readonly connection: DiscordConnection,
    private readonly shards: Shards,
  ) {}

  /**
   * @param onLetIn called when Discord's API has nothing against us and the connections are being opened
   * @returns why it failed; `null` when the bot is signed in. Pending while the gateway cannot be reached: the shards
   *   then say why. Never throws.
   */
  async attempt(onLetIn: () => void): Promise<Problem | null> {
    const { token } = this.connection;
    const problem = await this.once(onLetIn);
    // What was refused is the token before the present one.
    const isOutdated = problem?.kind === 'token_rejected' && token !== this.connection.token;
    return isOutdated ? this.attempt(onLetIn) : problem;
  }

  private async once(onLetIn: () => void): Promise<Problem | null> {
    this.shards.tryRefusedAgain();
    const problem = await this.preflight.problem();
    if (problem) return problem;
    onLetIn();
    const startedAt = now();
    try {
      // A failed sign-in leaves this set for good, and the next one would look ready and be deaf: discord.js #10493.
      clientManager(this.client).destroyed = false;
      await this.client.login(this.connection.token);
      return null;
    } catch (error) {
      return this.problemOfShards(startedAt) ?? problemOf(error, 'api', this.connection.apiUrl);
    }
  }

  /** discord.js rejects with words only; the shards know close codes and hosts. The one that is fatal says the most. */
  private problemOfShards(since: number): Problem | null {
    const problems = this.shards
      .all()
      .flatMap(({ lastError }) => (lastError && lastError.at >= since ? lastError : []));
    return problems.find(isFatal) ?? problems[0] ?? null;
  }
}
