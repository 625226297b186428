import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Subscription, interval } from 'rxjs';
import { now } from '../../bus/now.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { span } from '../../model/limits.js';
import { type Shard, phaseOf, unheardMs } from '../../model/shard.js';
import { duration } from '../../model/words.js';
import { ManagerDoor } from '../manager-door.js';
import type { ShardFacts } from '../shard-facts.js';
import { Shards } from '../shards.js';

const LOOK_EVERY_MS = 1_000;
const SHORTEST_LOOK_MS = 20;
/** Milliseconds of deafness after which each remedy is tried; the last one again and again. */
const RESUME_AFTER_MS = 40_000;
const RENEW_AFTER_MS = 300_000;
const RENEW_EVERY_MS = 1_800_000;
/** Milliseconds after which a connection that is not found deaf is not: the guilds that begin a session prove nothing. */
const HEARS_AFTER_MS = 120_000;

/** What has been tried for one deaf shard. */
interface Care {
  readonly deafSince: number;
  /** Milliseconds of deafness at which the next remedy is due. */
  readonly nextAfterMs: number;
}

/** Helps shards that are deaf: first a new connection, which costs nothing; then a new session, as far as starts are left. */
@Injectable()
export class DeafCare implements OnModuleInit, OnModuleDestroy {
  private readonly cares = new Map<number, Care>();
  private subscription?: Subscription;

  constructor(
    private readonly shards: Shards,
    private readonly door: ManagerDoor,
    private readonly limits: MonitorSettings,
  ) {}

  onModuleInit(): void {
    const everyMs = Math.max(SHORTEST_LOOK_MS, span(LOOK_EVERY_MS, this.limits));
    this.subscription = interval(everyMs).subscribe(() => this.look());
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  private look(): void {
    for (const shard of this.shards.all()) {
      if (shard.connection !== 'connected') continue; // a remedy is under way; it stays in care until it hears
      const facts = shard.toShard();
      if (phaseOf(facts, this.limits, now()) === 'deaf') this.careFor(shard);
      else if (this.hears(facts)) this.cares.delete(shard.id);
    }
  }

  private hears({ canary: { answeredAt }, connectionSince }: Shard): boolean {
    return (answeredAt ?? 0) >= connectionSince || now() - connectionSince >= span(HEARS_AFTER_MS, this.limits);
  }

  private careFor(shard: ShardFacts): void {
    const care = this.cares.get(shard.id) ?? { deafSince: now(), nextAfterMs: RESUME_AFTER_MS };
    this.cares.set(shard.id, care);
    if (now() - care.deafSince < span(care.nextAfterMs, this.limits)) return;
    const isFirst = care.nextAfterMs === RESUME_AFTER_MS;
    const nextAfterMs = isFirst ? RENEW_AFTER_MS : care.nextAfterMs + RENEW_EVERY_MS;
    this.cares.set(shard.id, { ...care, nextAfterMs });
    const detail = `nothing for ${duration(unheardMs(shard.toShard(), now()))}`;
    this.door.strategy?.shard(shard.id)?.reconnect(detail, { isFresh: !isFirst });
  }
}
