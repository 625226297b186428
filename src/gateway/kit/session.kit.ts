import { Injectable, Logger } from '@nestjs/common';
import type { WebSocketManager } from '../supervision/discordjs-ws.js';
import type { SessionContext } from '../supervision/session-context.js';
import { GuildKeeper } from './guild.keeper.js';
import { Hydrator } from './hydrator.js';
import { SessionKeeper } from './session.keeper.js';
import { SessionShelf } from './session.shelf.js';

/** Sessions over a restart: takes up those of the process before, and keeps ours for the next. */
@Injectable()
export class SessionKit {
  private readonly logger = new Logger('Sessions');
  private readonly contexts = new Map<number, SessionContext>();

  constructor(
    private readonly shelf: SessionShelf,
    private readonly keeper: SessionKeeper,
    private readonly guilds: GuildKeeper,
    private readonly hydrator: Hydrator,
  ) {}

  /** Whether the next process may take up what this one leaves. */
  get isLasting(): boolean {
    return this.shelf.isLasting;
  }

  watch(manager: WebSocketManager): void {
    if (this.shelf.isToLast) this.guilds.watch(manager);
  }

  follow(shardId: number, context: SessionContext): void {
    context.isSteady = this.shelf.isOn;
    this.contexts.set(shardId, context);
    this.keeper.follow(shardId, context);
  }

  /** Before a shard connects: gives it the session that was kept for it, and its guilds. Never rejects. */
  async prepare(shardId: number): Promise<void> {
    const context = this.contexts.get(shardId);
    if (!context) return;
    try {
      const session = await this.shelf.take(shardId, context.options.shardCount);
      const { client } = this.shelf;
      if (!session || !client) return;
      await this.hydrator.hydrate(session, client);
      this.guilds.client ??= client;
      this.keeper.tookUp(session);
      context.take(session);
    } catch (error) {
      this.logger.error(error, `Shard ${shardId}: its session cannot be taken up, a new one begins`);
    }
  }

  /** Writes what is left, when all connections are closed. */
  async finish(): Promise<void> {
    await this.keeper.finish();
  }
}
