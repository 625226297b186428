import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Client, type Guild } from 'discord.js';
import { Subject, type Subscription, interval } from 'rxjs';
import { now } from '../bus/now.js';
import { EventBus } from '../bus/event-bus.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import type { Connection } from '../model/shard.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { ShardFacts } from './shard-facts.js';
import { Standstill } from './standstill.js';

/** Milliseconds. Changes of facts are made known at this pace, changes of the connection at once. */
const TELL_EVERY_MS = 1_000;
/** Ticks after which every shard is told again, changed or not, so that a lost event does no lasting harm. */
const REPEAT_EVERY = 5;

/** The facts of all shards of this process, and their way to the bus. */
@Injectable()
export class Shards implements OnModuleInit, OnModuleDestroy {
  /** Shards that have just been connected. */
  readonly connected$ = new Subject<ShardFacts>();
  /** Ids of shards whose guilds came, went or changed. */
  readonly guildsChanged$ = new Subject<number>();
  private readonly facts = new Map<number, ShardFacts>();
  private readonly toldEvents = new Map<number, number>();
  private readonly changed = new Set<number>();
  private subscription?: Subscription;

  constructor(
    private readonly bus: EventBus,
    private readonly client: Client,
    private readonly limits: MonitorSettings,
    readonly standstill: Standstill,
  ) {}

  onModuleInit(): void {
    this.subscription = interval(TELL_EVERY_MS).subscribe((tick) => this.tell(tick % REPEAT_EVERY === 0));
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  all(): readonly ShardFacts[] {
    return [...this.facts.values()];
  }

  of(shardId: number): ShardFacts | undefined {
    return this.facts.get(shardId);
  }

  /** Knows these shards from now on; those known already keep their counts. */
  spawn(shardIds: readonly number[], of: number): void {
    for (const id of shardIds) {
      if (this.facts.get(id)?.of !== of) this.facts.set(id, new ShardFacts(id, of, this.limits.timeFactor));
    }
    for (const id of shardIds) this.publish(id);
  }

  /** Changes facts; the change is told with the next tick. */
  update(shardId: number, change: (shard: ShardFacts) => void): void {
    const shard = this.facts.get(shardId);
    if (!shard) return;
    change(shard);
    this.changed.add(shardId);
  }

  /** Changes facts, and tells at once. */
  change(shardId: number, change: (shard: ShardFacts) => void): void {
    this.update(shardId, change);
    this.publish(shardId);
  }

  /** Changes where the connection stands, and tells at once. */
  move(shardId: number, connection: Connection): void {
    this.change(shardId, (shard) => shard.moveTo(connection));
    const shard = this.facts.get(shardId);
    if (shard && connection === 'connected') this.connected$.next(shard);
  }

  /** Those that were refused for good are tried once more. */
  tryRefusedAgain(): void {
    for (const shard of this.all()) {
      if (shard.connection !== 'fatal') continue;
      shard.lastError = null;
      this.move(shard.id, 'connecting');
    }
  }

  publish(shardId: number): void {
    const shard = this.facts.get(shardId);
    if (!shard) return;
    this.countGuilds();
    this.changed.delete(shardId);
    this.toldEvents.set(shardId, shard.eventCount);
    this.bus.publish({ type: 'shard.changed', instance: INSTANCE_ID, at: now(), shard: shard.toShard() });
  }

  /** Guilds came, went or changed: they are counted anew before the next word about any shard. */
  guildsChanged(guild: Pick<Guild, 'shardId'>): void {
    this.areGuildsCounted = false;
    this.changed.add(guild.shardId);
    this.guildsChanged$.next(guild.shardId);
  }

  /**
   * Forgets the guilds of a shard that are not named; the library keeps them after a new session, as ghosts.
   *
   * @returns how many it forgot
   */
  keepGuilds(shardId: number, named: ReadonlySet<string>): number {
    this.areGuildsCounted = false;
    this.guildsChanged$.next(shardId);
    return this.client.guilds.cache.sweep((guild) => guild.shardId === shardId && !named.has(guild.id));
  }

  private areGuildsCounted = false;

  private countGuilds(): void {
    if (this.areGuildsCounted) return;
    this.areGuildsCounted = true;
    for (const shard of this.facts.values()) shard.guildCount = shard.unavailableGuildCount = 0;
    for (const guild of this.client.guilds.cache.values()) {
      const shard = this.facts.get(guild.shardId);
      if (!shard) continue;
      shard.guildCount += 1;
      if (!guild.available) shard.unavailableGuildCount += 1;
    }
  }

  private tell(everything: boolean): void {
    for (const [id, { eventCount }] of this.facts) {
      if (everything || this.changed.has(id) || eventCount !== this.toldEvents.get(id)) this.publish(id);
    }
  }
}
