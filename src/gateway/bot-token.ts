import { Injectable } from '@nestjs/common';
import { Client } from 'discord.js';
import { now } from '../bus/now.js';
import { DiscordConnection } from '../config/connection.js';
import { ManagerDoor } from './manager-door.js';

/** The bot's token in all the places where it is used. */
@Injectable()
export class BotToken {
  /** Epoch milliseconds since when the present one is in use; 0 for that of the start. */
  usedSince = 0;

  constructor(
    private readonly client: Client,
    private readonly connection: DiscordConnection,
    private readonly door: ManagerDoor,
  ) {}

  /** Uses it no more, on no side: every further request with a dead token counts against this address. */
  bury(): void {
    this.door.strategy?.abandon();
    this.client.rest.setToken('');
  }

  /** Gives it back to the library, which forgets it after any answer 401. */
  giveBack(): void {
    this.client.rest.setToken(this.connection.token);
  }

  /**
   * Takes a new one over, for whatever is asked next.
   *
   * @throws {InvalidSettings} when it is no token of this bot; then the old one stays
   */
  renew(token: string): void {
    this.connection.renew(token);
    this.usedSince = now();
    this.client.rest.setToken(token);
    if (this.door.manager) this.door.manager.options.token = token;
  }
}
