import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Client, Events, type Guild as KnownGuild } from 'discord.js';
import { Subscription, interval } from 'rxjs';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { now } from '../bus/now.js';
import type { Guild } from '../model/guild.js';
import { Shards } from './shards.js';

/** Milliseconds. The guilds of a shard are told at this pace while they come, go or change. */
const TELL_EVERY_MS = 1_000;
/** Ticks after which the guilds of a shard are told again: numbers of members change all the time, and say nothing. */
const REPEAT_EVERY = 60;

/** Tells which servers the shards of this process serve, always all of one shard. */
@Injectable()
export class GuildTeller implements OnModuleInit, OnModuleDestroy {
  private readonly subscription = new Subscription();
  private readonly changed = new Set<number>();

  constructor(
    private readonly bus: EventBus,
    private readonly client: Client,
    private readonly shards: Shards,
  ) {}

  onModuleInit(): void {
    const mark = (guild: KnownGuild) => this.changed.add(guild.shardId);
    this.client.on(Events.GuildUpdate, (_, guild) => mark(guild));
    this.subscription.add(this.shards.guildsChanged$.subscribe((shardId) => this.changed.add(shardId)));
    this.subscription.add(interval(TELL_EVERY_MS).subscribe((tick) => this.tell(tick)));
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  /** Not all shards are repeated in the same second. */
  private tell(tick: number): void {
    const due = this.shards.all().filter(({ id }) => this.changed.has(id) || (tick + id) % REPEAT_EVERY === 0);
    if (due.length === 0) return;
    this.changed.clear();
    const lists = new Map(due.map((shard): [number, Guild[]] => [shard.id, []]));
    for (const guild of this.client.guilds.cache.values()) lists.get(guild.shardId)?.push(toGuild(guild));
    for (const { id: shardId, of } of due) {
      const guilds = lists.get(shardId) ?? [];
      this.bus.publish({ type: 'guilds.listed', instance: INSTANCE_ID, at: now(), shardId, of, guilds });
    }
  }
}

/** Of a guild that Discord has not sent yet the library knows the id alone, whatever its types say. */
export function toGuild(guild: Partial<KnownGuild> & Pick<KnownGuild, 'id' | 'shardId' | 'available'>): Guild {
  const { id, shardId, name = null, icon = null, memberCount = null, joinedTimestamp, available } = guild;
  const joinedAt = joinedTimestamp && Number.isFinite(joinedTimestamp) ? joinedTimestamp : null;
  return { id, name, icon, shardId, memberCount, joinedAt, isAvailable: available };
}
