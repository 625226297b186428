import { Injectable } from '@nestjs/common';
import { Client } from 'discord.js';
import { DiscordConnection } from '../config/connection.js';
import { Preflight } from './preflight.js';
import { SignInLoop } from './sign-in.loop.js';

const UNAUTHORIZED = 401;

/**
 * discord.js forgets the token after any answer 401, and from then on every request fails although the bot looks alive.
 * So Discord is asked once whether it really means it: if not, the token is given back; if so, a person is told.
 */
@Injectable()
export class TokenGuard {
  private isAsking = false;

  constructor(
    private readonly client: Client,
    private readonly preflight: Preflight,
    private readonly signIn: SignInLoop,
    private readonly connection: DiscordConnection,
  ) {}

  watch(): void {
    this.client.rest.on('response', (_request, { status }) => {
      if (status === UNAUTHORIZED) void this.ask();
    });
  }

  private async ask(): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    const problem = await this.preflight.problem('auto');
    if (problem?.kind === 'token_rejected') this.signIn.refused(problem);
    else this.client.rest.setToken(this.connection.token);
    this.isAsking = false;
  }
}
