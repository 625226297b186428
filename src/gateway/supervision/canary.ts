import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Subscription, interval } from 'rxjs';
import { now } from '../../bus/now.js';
import { GatewaySettings } from '../../config/gateway.settings.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { span } from '../../model/limits.js';
import { isAwaited, missedCanaries } from '../../model/shard.js';
import { IDLE_AFTER_MS, type ShardFacts } from '../shard-facts.js';
import { Shards } from '../shards.js';
import { CanaryMessenger } from './canary.messenger.js';
import { canaryNonce } from './canary-nonce.js';

/** Milliseconds between two canaries of a shard on which all is well. */
const PERIOD_MS = 60_000;
/** Milliseconds between two looks, and what a time factor does not go below. */
const LOOK_EVERY_MS = 500;
const SHORTEST_LOOK_MS = 5;

/**
 * Asks Discord, on each shard that is idle, for the bot's own member in one guild (opcode 8, which needs no privileged
 * intent). A shard with events needs no canary, one without guilds has none.
 * https://docs.discord.com/developers/events/gateway-events#request-guild-members
 */
@Injectable()
export class Canary implements OnModuleInit, OnModuleDestroy {
  private subscription?: Subscription;

  constructor(
    private readonly shards: Shards,
    private readonly messenger: CanaryMessenger,
    private readonly limits: MonitorSettings,
    private readonly settings: GatewaySettings,
  ) {}

  onModuleInit(): void {
    if (this.settings.canary === 'off') return;
    const everyMs = Math.max(SHORTEST_LOOK_MS, span(LOOK_EVERY_MS, this.limits));
    this.subscription = interval(everyMs).subscribe(() => this.lookAt(this.shards.all()));
    this.subscription.add(this.shards.connected$.subscribe((shard) => this.lookAt([shard])));
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  private lookAt(shards: readonly ShardFacts[]): void {
    const at = now();
    for (const shard of shards) if (shard.connection === 'connected' && this.isDue(shard, at)) this.send(shard);
  }

  private isDue(shard: ShardFacts, at: number): boolean {
    const facts = shard.toShard();
    const missed = missedCanaries(facts, this.limits, at);
    const { sentAt } = shard.canary;
    // Of a shard that does not answer we want to know more, at once.
    if (missed > 0) return sentAt === null || missed > shard.canary.missedCount;
    if (isAwaited(shard)) return false;
    const isIdle = at - provenAt(shard) >= span(IDLE_AFTER_MS, this.limits);
    return isIdle && (sentAt === null || at - sentAt >= span(PERIOD_MS, this.limits));
  }

  private send(shard: ShardFacts): void {
    if (!this.messenger.canAsk(shard.id)) return;
    const at = now();
    const missed = missedCanaries(shard.toShard(), this.limits, at);
    if (missed > 0) this.shards.change(shard.id, (facts) => facts.canarySent(at, missed));
    else this.shards.update(shard.id, (facts) => facts.canarySent(at, missed));
    this.messenger.ask(shard.id, canaryNonce(at));
  }
}

/** When something last came that proves the whole way. A new connection alone proves nothing: it is asked at once. */
function provenAt({ lastEventAt, canary, sessionStartedAt }: ShardFacts): number {
  return Math.max(lastEventAt ?? 0, canary.answeredAt ?? 0, sessionStartedAt ?? 0);
}
