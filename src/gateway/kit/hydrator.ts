import { Injectable } from '@nestjs/common';
import { Client, GatewayDispatchEvents } from 'discord.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type KeptSession, SessionBook } from '../../store/session.book.js';
import { Shards } from '../shards.js';
import type { KnownClient } from './guild.keeper.js';
import { type RawGuild, readGuild } from './raw-guild.js';

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
    private readonly shards: Shards,
  ) {}

  /** Before the shard connects. Rejects, with nothing told, when what was kept is damaged. */
  async hydrate(session: KeptSession, client: KnownClient): Promise<void> {
    const { shardId } = session;
    const manager = this.client.ws as unknown as LibraryManager;
    const shard = manager.shards.get(shardId);
    if (!shard) throw new Error('The library does not know the shard');
    const guilds = await this.guildsOf(shardId);
    const ready = { ...client, guilds: guilds.map(({ id }) => ({ id, unavailable: true })) };
    this.shards.update(shardId, (facts) => facts.tookUp(session, guilds.length));
    shard.onReadyPacket(ready);
    manager.handlePacket({ op: 0, s: 0, t: GatewayDispatchEvents.Ready, d: ready }, shard);
    await this.tell(manager, shard, guilds);
  }

  private async guildsOf(shardId: number): Promise<readonly RawGuild[]> {
    const guilds: RawGuild[] = [];
    const turns = new Turns();
    for (const row of await this.book.guildsOf(shardId)) {
      guilds.push(readGuild(row));
      await turns.give();
    }
    return guilds;
  }

  private async tell(manager: LibraryManager, shard: LibraryShard, guilds: readonly RawGuild[]): Promise<void> {
    const turns = new Turns();
    for (const guild of guilds) {
      const packet = { op: 0, s: 0, t: GatewayDispatchEvents.GuildCreate, d: { members: [], presences: [], ...guild } };
      if (!guild['unavailable']) manager.handlePacket(packet, shard);
      shard.gotGuild(guild.id);
      await turns.give();
    }
  }
}

/** Gives everybody else their turn after some milliseconds of work. */
class Turns {
  private startedAt = performance.now();

  async give(): Promise<void> {
    if (performance.now() - this.startedAt < SLICE_MS) return;
    await nextTurn();
    this.startedAt = performance.now();
  }
}
