import { Injectable } from '@nestjs/common';
import { DiscordConnection } from '../../config/connection.js';
import { GatewaySettings } from '../../config/gateway.settings.js';
import { RESUMING } from '../discordjs-internals.js';
import { slimGuilds } from '../lean.cache.js';
import { ManagerDoor } from '../manager-door.js';
import type { Refusal } from '../refusal.js';
import { SupervisedStrategy } from './supervised.strategy.js';
import { Supervision } from './supervision.js';

/** Ends the sessions at Discord, and shows the bot offline at once. https://docs.discord.com/developers/events/gateway#initiating-a-disconnect */
const ENDING = 1000;

/** Puts all shards under supervision, from the first sign-in to the end. */
@Injectable()
export class Supervisor {
  constructor(
    private readonly door: ManagerDoor,
    private readonly supervision: Supervision,
    private readonly settings: GatewaySettings,
    private readonly connection: DiscordConnection,
  ) {}

  /** Before the first sign-in. @param onRefused hears of shards that Discord refuses for good */
  setUp(onRefused: (refusal: Refusal) => void): void {
    const { observer, kit } = this.supervision;
    observer.refusals$.subscribe(onRefused);
    this.door.strategyFor = (manager) => {
      // First of all: whoever listens after it sees what is left.
      if (this.settings.cache === 'lean') slimGuilds(manager, this.connection.botId);
      kit.watch(manager);
      observer.watch(manager);
      return new SupervisedStrategy(manager, this.supervision);
    };
  }

  /** Closes all connections, and leaves their sessions at Discord if the next process may take them up. They stay closed. */
  async close(): Promise<void> {
    const code = this.supervision.kit.isLasting ? RESUMING : ENDING;
    await this.door.manager?.destroy({ code, reason: 'Stopping' });
  }

  /** Writes down the sessions for the next process. Never rejects. */
  save(): Promise<void> {
    return this.supervision.kit.finish();
  }
}
