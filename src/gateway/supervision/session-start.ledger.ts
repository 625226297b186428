import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { APIGatewaySessionStartLimit } from 'discord.js';
import { Subject } from 'rxjs';
import { EventBus } from '../../bus/event-bus.js';
import { INSTANCE_ID } from '../../bus/instance-id.js';
import { now } from '../../bus/now.js';
import { GatewaySettings } from '../../config/gateway.settings.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { span } from '../../model/limits.js';
import type { Problem } from '../../model/problem.js';
import { type SessionStarts, defaultReserve, isAtReserve, startsLeft } from '../../model/session-starts.js';
import { ForeignStarts } from '../second-instance/foreign-starts.js';
import { type SessionStart, SessionStartBook } from '../../store/session-start.book.js';

/** Milliseconds over which Discord counts session starts. */
const DAY_MS = 86_400_000;
/** Milliseconds after which we look again whether session starts are left, at the latest. */
const LOOK_AGAIN_MS = 900_000;

/** Milliseconds, whatever the time factor. IDENTIFYs that young may not be in what Discord says yet. */
const COUNTED_AFTER_MS = 600_000;

/** What Discord said last. */
interface Said {
  readonly total: number;
  readonly remaining: number;
  readonly resetsAt: number;
  readonly maxConcurrency: number;
  readonly askedAt: number;
  readonly shardCount: number;
}

/** How many session starts are left: what Discord says, and what we spent, over restarts too. */
@Injectable()
export class SessionStartLedger implements OnModuleInit {
  /** Session starts that somebody else has spent: how many more there are. */
  readonly foreign$ = new Subject<number>();
  private readonly logger = new Logger('Gateway');
  private readonly foreign = new ForeignStarts();
  private own: readonly SessionStart[] = [];
  private said: Said | null = null;

  constructor(
    private readonly book: SessionStartBook,
    private readonly bus: EventBus,
    private readonly settings: GatewaySettings,
    private readonly limits: MonitorSettings,
  ) {}

  async onModuleInit(): Promise<void> {
    try {
      this.own = await this.book.since(this.dayAgo());
    } catch (error) {
      this.logger.error(error, 'The session starts of the last day could not be read');
    }
  }

  /** Discord was asked. @param shardCount shards of the bot, 1 or more */
  learn(limit: APIGatewaySessionStartLimit, shardCount: number): void {
    const { total, remaining, reset_after: resetAfterMs, max_concurrency: maxConcurrency } = limit;
    const askedAt = now();
    this.said = { total, remaining, resetsAt: askedAt + resetAfterMs, maxConcurrency, askedAt, shardCount };
    this.publish();
    const ownLately = this.own.filter(({ at }) => at >= askedAt - COUNTED_AFTER_MS);
    const foreignCount = this.foreign.learn(this.said, ownLately.length);
    if (foreignCount > 0) this.foreign$.next(foreignCount);
  }

  /** An IDENTIFY was sent. Kept behind: a store that fails must not hold up a shard. */
  spend(shardId: number): void {
    const start = { at: now(), shardId };
    this.foreign.spent();
    this.own = [...this.own.filter(({ at }) => at >= this.dayAgo()), start];
    this.publish();
    this.book.add(start, this.dayAgo()).catch((error: unknown) => {
      this.logger.error(error, 'A session start could not be written down');
    });
  }

  /** Until when no session may be started (epoch milliseconds); `null` when one may. */
  get closedUntil(): number | null {
    const starts = this.state();
    return starts && isAtReserve(starts) ? starts.resetsAt : null;
  }

  /** The same for those who may go below the reserve: until Discord gives new ones. */
  get emptyUntil(): number | null {
    const starts = this.state();
    return starts && starts.remaining === 0 ? starts.resetsAt : null;
  }

  /** Why so many shards may not be signed in now; `null` when they may. */
  shortage(shardCount: number): Problem | null {
    const starts = this.state();
    if (!starts || (starts.remaining >= shardCount && !isAtReserve(starts))) return null;
    const kept = starts.reserve > 0 ? `, ${starts.reserve.toLocaleString('en-GB')} are kept in reserve` : '';
    const detail = `${startsLeft(starts)}${kept}, ${shardCount} needed`;
    const waitMs = Math.min(Math.max(0, starts.resetsAt - now()), span(LOOK_AGAIN_MS, this.limits));
    return { kind: 'session_starts_exhausted', at: now(), peer: 'api', host: null, detail, waitMs };
  }

  /** Epoch milliseconds of the IDENTIFYs of one shard in the last 24 hours, oldest first. */
  startsOf(shardId: number): readonly number[] {
    return this.own.filter((start) => start.shardId === shardId && start.at >= this.dayAgo()).map(({ at }) => at);
  }

  /** As it is now; `null` before Discord was asked. */
  state(): SessionStarts | null {
    if (!this.said) return null;
    const { total, maxConcurrency, askedAt, shardCount } = this.said;
    const isNewDay = now() >= this.said.resetsAt;
    const [before, since] = isNewDay ? [total, this.said.resetsAt] : [this.said.remaining, askedAt];
    return {
      total,
      remaining: Math.max(0, before - this.own.filter(({ at }) => at >= since).length),
      reserve: Math.min(total, this.settings.sessionStartReserve ?? defaultReserve(total, shardCount)),
      resetsAt: isNewDay ? this.said.resetsAt + span(DAY_MS, this.limits) : this.said.resetsAt,
      maxConcurrency,
      ownCount: this.own.filter(({ at }) => at >= this.dayAgo()).length,
      askedAt,
    };
  }

  /** Tells how many are left. */
  publish(): void {
    const sessionStarts = this.state();
    if (!sessionStarts) return;
    this.bus.publish({ type: 'session_starts.counted', instance: INSTANCE_ID, at: now(), sessionStarts });
  }

  private dayAgo(): number {
    return now() - span(DAY_MS, this.limits);
  }
}
