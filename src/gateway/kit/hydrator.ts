import { Injectable } from '@nestjs/common';
import { Client, GatewayDispatchEvents } from 'discord.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type KeptGuild, type KeptSession, SessionBook } from '../../store/session.book.js';
import { Shards } from '../shards.js';
import type { RawGuild } from './guild-fold.js';
import { SessionShelf } from './session.shelf.js';

/** Milliseconds of work after which everybody else has their turn. */
const SLICE_MS = 10;

/** A shard of discord.js's own, as far as we play Discord to it. https://github.com/discordjs/discord.js, 14.28.1 */
interface LibraryShard {
  readonly id: number;
  onReadyPacket(ready: object): void;
  gotGuild(guildId: string): void;
}

interface LibraryManager {
  readonly shards: ReadonlyMap<number, LibraryShard>;
  handlePacket(packet: object, shard: LibraryShard): boolean;
}

/**
 * Tells discord.js what a resumed session does not tell again: who the bot is, and its guilds. Without it the client
 * would never be ready, and would keep every event for later.
 */
@Injectable()
export class Hydrator {
  constructor(
    private readonly client: Client,
    private readonly book: SessionBook,
    private readonly shelf: SessionShelf,
    private readonly shards: Shards,
  ) {}

  /** Before the shard connects. @returns the guilds it was given */
  async hydrate(session: KeptSession): Promise<readonly KeptGuild[]> {
    const { shardId } = session;
    const manager = this.client.ws as unknown as LibraryManager;
    const shard = manager.shards.get(shardId);
    if (!shard || this.shelf.client === null) return [];
    const guilds = await this.book.guildsOf(shardId);
    const known = JSON.parse(this.shelf.client) as object;
    const ready = { ...known, guilds: guilds.map(({ guildId }) => ({ id: guildId, unavailable: true })) };
    this.shards.update(shardId, (facts) => facts.tookUp(session, guilds.length));
    shard.onReadyPacket(ready);
    manager.handlePacket({ op: 0, s: 0, t: GatewayDispatchEvents.Ready, d: ready }, shard);
    await this.tell(manager, shard, guilds);
    return guilds;
  }

  private async tell(manager: LibraryManager, shard: LibraryShard, guilds: readonly KeptGuild[]): Promise<void> {
    let startedAt = performance.now();
    for (const { guildId, json } of guilds) {
      const guild = JSON.parse(json) as RawGuild;
      const packet = { op: 0, s: 0, t: GatewayDispatchEvents.GuildCreate, d: { members: [], presences: [], ...guild } };
      if (!guild['unavailable']) manager.handlePacket(packet, shard);
      shard.gotGuild(guildId);
      if (performance.now() - startedAt < SLICE_MS) continue;
      await nextTurn();
      startedAt = performance.now();
    }
  }
}
