import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { type Subscription, exhaustMap, filter, interval } from 'rxjs';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { now } from '../bus/now.js';
import { DiscordConnection } from '../config/connection.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import { span } from '../model/limits.js';
import type { Reach } from '../model/outside.js';
import { problemOf } from './problems.js';
import { Shards } from './shards.js';

const LOOK_EVERY_MS = 1_000;
/** Milliseconds for which a shard is lost before it is worth a question. */
const LOST_FOR_MS = 3_000;
/** Milliseconds between two questions, and what a time factor does not go below. */
const ASK_EVERY_MS = 30_000;
const SHORTEST_MS = 2_000;
const ANSWER_WITHIN_MS = 5_000;

/**
 * Asks Discord's API whether it answers this machine while a shard is lost: that tells a broken line from a broken gateway.
 * The question needs no token and counts for nothing: https://docs.discord.com/developers/events/gateway#get-gateway
 */
@Injectable()
export class ReachWatch implements OnModuleInit, OnModuleDestroy {
  private askedAt = 0;
  private subscription?: Subscription;

  constructor(
    private readonly shards: Shards,
    private readonly bus: EventBus,
    private readonly connection: DiscordConnection,
    private readonly limits: MonitorSettings,
  ) {}

  onModuleInit(): void {
    this.subscription = interval(LOOK_EVERY_MS)
      .pipe(
        filter(() => this.isDue(now())),
        exhaustMap(() => this.ask()),
      )
      .subscribe();
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  /** What Discord refuses for good has its reason already. */
  private isDue(at: number): boolean {
    if (at - this.askedAt < Math.max(SHORTEST_MS, span(ASK_EVERY_MS, this.limits))) return false;
    return this.shards
      .all()
      .some(
        ({ connection, lostAt }) =>
          connection !== 'fatal' &&
          connection !== 'disconnected' &&
          lostAt !== null &&
          at - lostAt >= span(LOST_FOR_MS, this.limits),
      );
  }

  private async ask(): Promise<void> {
    this.askedAt = now();
    const reach = await this.reach();
    this.bus.publish({ type: 'reach.measured', instance: INSTANCE_ID, at: now(), reach });
  }

  /** Never rejects. */
  private async reach(): Promise<Reach> {
    const { apiUrl } = this.connection;
    try {
      const answer = await fetch(`${apiUrl}/v10/gateway`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      await answer.body?.cancel();
      if (answer.status >= 500) return { api: 'error', detail: `HTTP ${answer.status}` };
      return { api: 'answers', detail: null };
    } catch (error) {
      return { api: 'none', detail: problemOf(error, 'api', apiUrl).detail };
    }
  }
}
