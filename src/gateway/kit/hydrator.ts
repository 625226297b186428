import { Injectable } from '@nestjs/common';
import { Client, GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type KeptSession, SessionBook } from '../../store/session.book.js';
import { type ClientManager, type ClientShard, clientManager } from '../discordjs-internals.js';
import { Shards } from '../shards.js';
import type { KnownClient } from './guild.keeper.js';
import { type RawGuild, readGuild } from './raw-guild.js';

/** Milliseconds of work after which everybody else has their turn. */
const SLICE_MS = 10;

/** Stands for all guilds of a shard where the library waits for them one by one, with a timer each. */
const ALL_OF_THEM = '0';

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
    const manager = clientManager(this.client);
    const shard = manager.shards.get(shardId);
    if (!shard) throw new Error('The library does not know the shard');
    const guilds = await this.guildsOf(shardId);
    const away = guilds.filter(isAway);
    // Until it has them all, none of them is news.
    this.shards.update(shardId, (facts) => (facts.hasItsGuilds = false));
    shard.onReadyPacket({ guilds: [{ id: ALL_OF_THEM }] });
    manager.handlePacket(packet(GatewayDispatchEvents.Ready, { ...client, guilds: away }), shard);
    await this.tell(manager, shard, guilds);
    this.shards.update(shardId, (facts) => facts.tookUp(session, guilds.length));
    this.shards.guildsChanged({ shardId });
    shard.gotGuild(ALL_OF_THEM);
  }

  private async guildsOf(shardId: number): Promise<readonly RawGuild[]> {
    const guilds: RawGuild[] = [];
    for await (const rows of this.book.guildsOf(shardId)) {
      guilds.push(...rows.map(readGuild));
      await nextTurn();
    }
    return guilds;
  }

  private async tell(manager: ClientManager, shard: ClientShard, guilds: readonly RawGuild[]): Promise<void> {
    const turns = new Turns();
    for (const guild of guilds) {
      const whole = { members: [], presences: [], ...guild };
      if (!isAway(guild)) manager.handlePacket(packet(GatewayDispatchEvents.GuildCreate, whole), shard);
      await turns.give();
    }
  }
}

const packet = (t: GatewayDispatchEvents, d: object): object => ({ op: GatewayOpcodes.Dispatch, s: 0, t, d });

const isAway = ({ unavailable }: RawGuild): boolean => unavailable === true;

/** Gives everybody else their turn after some milliseconds of work. */
class Turns {
  private startedAt = performance.now();

  async give(): Promise<void> {
    if (performance.now() - this.startedAt < SLICE_MS) return;
    await nextTurn();
    this.startedAt = performance.now();
  }
}
