import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../../bus/now.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { span } from '../../model/limits.js';
import type { Waiting } from '../../model/shard.js';
import type { IIdentifyThrottler } from './discordjs-ws.js';
import { IdentifyPace } from './identify-pace.js';
import { ReconnectSwitch } from './reconnect-switch.js';
import { SessionStartLedger } from './session-start.ledger.js';

/**
 * Milliseconds between two IDENTIFYs of one bucket. Discord says 5 s; with less to spare they arrive too early on a
 * busy machine, and are refused.
 */
const TURN_MS = 5_500;
/** Milliseconds. A long wait looks up that often: new session starts, or a person's word, may end it. */
const LOOK_EVERY_MS = 30_000;

/** Who hears of a shard that waits. */
export type WaitListener = (shardId: number, waitingFor: Waiting | null, until: number | null) => void;

/**
 * Lets shards identify: one of a bucket every 5 s, each slower after failures, none below the reserve of session starts.
 * It never rejects for a reason of its own, it waits: a rejection would become a reconnect twice a second.
 * https://docs.discord.com/developers/events/gateway#rate-limiting
 */
@Injectable()
export class IdentifyGuard implements IIdentifyThrottler {
  onWait: WaitListener = () => undefined;
  readonly reconnecting = new ReconnectSwitch();
  /** Shards that may go below the reserve, by an admin's word. */
  private readonly permits = new Set<number>();
  private maxConcurrency = 1;
  private readonly freeAt = new Map<number, number>();
  private readonly paces = new Map<number, IdentifyPace>();

  constructor(
    private readonly ledger: SessionStartLedger,
    private readonly limits: MonitorSettings,
  ) {}

  /** @param maxConcurrency shards that may identify at the same time, 1 or more */
  allow(maxConcurrency: number): void {
    this.maxConcurrency = Math.max(1, maxConcurrency);
  }

  /** Resolves when the shard may send its IDENTIFY. Rejects only when `signal` aborts. */
  async waitForIdentify(shardId: number, signal: AbortSignal): Promise<void> {
    this.lost(shardId); // who asks for a new session has none
    await this.waitOut(shardId, signal);
    await this.waitForTurn(shardId, signal);
    // Others may have spent the last start meanwhile.
    await this.waitOut(shardId, signal);
    this.onWait(shardId, null, null);
  }

  /** The next IDENTIFY of a shard may be one of the reserve. */
  permit(shardId: number): void {
    this.permits.add(shardId);
  }

  /** An IDENTIFY was sent. */
  spent(shardId: number): void {
    this.permits.delete(shardId);
    this.paceOf(shardId).spent(this.clock());
    this.ledger.spend(shardId);
  }

  /** READY or RESUMED came. */
  stands(shardId: number): void {
    this.paceOf(shardId).stands(this.clock());
  }

  /** Its connection is lost. */
  lost(shardId: number): void {
    this.paceOf(shardId).lost(this.clock());
  }

  private async waitOut(shardId: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const paceMs = span(this.paceOf(shardId).waitMs(this.clock()), this.limits);
      const until = this.permits.has(shardId) ? this.ledger.emptyUntil : this.ledger.closedUntil;
      const waitMs = Math.max(paceMs, until === null ? 0 : Math.max(1, until - now()));
      if (waitMs <= 0) return;
      if (until === null) this.onWait(shardId, 'identify_back_off', now() + waitMs);
      else this.onWait(shardId, 'session_starts', until);
      await sleep(Math.min(waitMs, span(LOOK_EVERY_MS, this.limits)), undefined, { signal });
    }
  }

  /** Shards of one bucket come one after another, in the order they asked. */
  private async waitForTurn(shardId: number, signal: AbortSignal): Promise<void> {
    const bucket = shardId % this.maxConcurrency;
    const at = Math.max(now(), this.freeAt.get(bucket) ?? 0);
    const nextAt = at + span(TURN_MS, this.limits);
    this.freeAt.set(bucket, nextAt);
    if (at <= now()) return;
    this.onWait(shardId, 'identify_turn', at);
    try {
      await sleep(at - now(), undefined, { signal });
    } catch (error) {
      if (this.freeAt.get(bucket) === nextAt) this.freeAt.set(bucket, at); // the turn was not used
      throw error;
    }
  }

  /** IDENTIFYs of the processes before this one count too: one that is restarted again and again must not start a storm. */
  private paceOf(shardId: number): IdentifyPace {
    const before = () => this.ledger.startsOf(shardId).map((at) => at * this.limits.timeFactor);
    const pace = this.paces.get(shardId) ?? IdentifyPace.after(before());
    this.paces.set(shardId, pace);
    return pace;
  }

  /** Milliseconds, times the time factor: the pace knows nothing of it. */
  private clock(): number {
    return now() * this.limits.timeFactor;
  }
}
