import { Injectable } from '@nestjs/common';
import { Client } from 'discord.js';
import { now } from '../bus/now.js';
import type { Problem } from '../model/problem.js';
import { BotToken } from './bot-token.js';
import { Preflight } from './preflight.js';
import type { Refusal } from './refusal.js';
import { SignInLoop } from './sign-in.loop.js';

const UNAUTHORIZED = 401;

/**
 * Looks after the token. discord.js forgets it after any answer 401, and from then on every request fails although the
 * bot looks alive. So Discord is asked once whether it really means it: if not, the token is given back.
 */
@Injectable()
export class TokenGuard {
  private isAsking = false;

  constructor(
    private readonly client: Client,
    private readonly preflight: Preflight,
    private readonly signIn: SignInLoop,
    private readonly token: BotToken,
  ) {}

  watch(): void {
    this.client.rest.on('response', (_request, { status }) => {
      if (status === UNAUTHORIZED) void this.ask();
    });
  }

  /** A shard was refused for good; when it is for the token, all of them are. */
  refusedByGateway({ problem, openedAt }: Refusal): void {
    if (problem.kind !== 'token_rejected') return;
    // That connection was still the old token's, and says nothing of the new one.
    if (openedAt < this.token.usedSince) this.signIn.again();
    else this.giveUp(problem);
  }

  /** The API refused a token. @param askedAt epoch milliseconds at which it was asked */
  refusedByApi(problem: Problem, askedAt: number): void {
    if (askedAt >= this.token.usedSince && this.signIn.isUnderWay) this.giveUp(problem);
  }

  private giveUp(problem: Problem): void {
    this.token.bury();
    this.signIn.refused(problem);
  }

  private async ask(): Promise<void> {
    if (this.isAsking || this.signIn.isRefused) return;
    this.isAsking = true;
    const askedAt = now();
    const problem = await this.preflight.problem();
    if (problem?.kind === 'token_rejected') this.refusedByApi(problem, askedAt);
    else this.token.giveBack();
    this.isAsking = false;
  }
}
