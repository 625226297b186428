import { INTERACTION_DEADLINE_MS } from '../../model/discord-limits.js';
import { type Limits, span } from '../../model/limits.js';
import { count, histogramText } from '../../model/histogram.js';
import { isTooLate } from '../../model/interaction-codes.js';
import type { InteractionUse } from '../../model/interaction-use.js';
import { Subject } from 'rxjs';
import type { SettledInteraction } from '../../model/settled-interaction.js';
import type { InteractionAbout } from './interaction-about.js';
import { TimeSlots } from './time-slots.js';

/** Milliseconds after which nobody believes any more that an answer comes; one on its way at the deadline still counts as late. */
const DECIDED_AFTER_MS = 6_000;
/** Interactions without an answer that are remembered; the oldest go first, as missed. */
const WAITING_KEPT = 10_000;
/** Acknowledgements behind the percentiles, the newest. */
const TIMES_KEPT = 2_000;
/** Milliseconds, and how many of them make 5 minutes. */
const SLOT_MS = 5_000;
const SLOTS = 60;

/** An interaction that has come in. Times are epoch milliseconds by our clock. */
export interface Received {
  readonly id: string;
  readonly at: number;
  /** When Discord made it; `null` when its clock is not known. */
  readonly createdAt: number | null;
  /** What it is about; left away where nobody asks. */
  readonly about?: InteractionAbout;
}

/** What became of one. */
export type Settled = Pick<SettledInteraction, 'outcome' | 'tookMs' | 'code'> & Pick<Received, 'about'>;

interface Acknowledgement {
  readonly at: number;
  readonly tookMs: number;
}

/** One that waits for an answer, or for Discord's word on it. */
interface Waiting extends Received {
  readonly isTold?: boolean;
  readonly hasLeft?: boolean;
}

/** What became of every interaction: acknowledged in time, late, or never. Of bounded size. */
export class InteractionBook {
  /** What became of each, once. */
  readonly settled$ = new Subject<Settled>();
  private readonly waiting = new Map<string, Waiting>();
  private readonly recent: TimeSlots;
  private readonly recentInTime: TimeSlots;
  private readonly times: Acknowledgement[] = [];
  private readonly ownTimes: Acknowledgement[] = [];
  private readonly took = new Map<number, number>();
  private receivedCount = 0;
  private acknowledgedCount = 0;
  private lateCount = 0;
  private missedCount = 0;
  private expiredCount = 0;
  private ageAtReceiptMs: number | null = null;

  constructor(private readonly limits: Pick<Limits, 'timeFactor'>) {
    this.recent = new TimeSlots(span(SLOT_MS, limits), SLOTS);
    this.recentInTime = new TimeSlots(span(SLOT_MS, limits), SLOTS);
  }

  received(interaction: Received): void {
    const { id, at, createdAt } = interaction;
    this.receivedCount += 1;
    if (createdAt !== null) this.ageAtReceiptMs = Math.max(0, Math.round(at - createdAt));
    this.waiting.set(id, interaction);
    const oldest = this.waiting.size > WAITING_KEPT ? this.waiting.keys().next().value : undefined;
    if (oldest !== undefined) this.miss(oldest, at);
  }

  /** It had been given up by Discord before it reached us. */
  expired(id: string): void {
    const interaction = this.waiting.get(id);
    if (!this.waiting.delete(id)) return;
    this.expiredCount += 1;
    this.settle({ about: interaction?.about, outcome: 'expired' });
  }

  /** Discord did not take our answer. */
  refused(id: string, code: number, at: number): void {
    const interaction = this.waiting.get(id);
    if (!interaction || interaction.isTold) return;
    const { about } = interaction;
    if (isTooLate(code, age(interaction, at))) return this.late(interaction, at, { about, code });
    this.waiting.set(id, { ...interaction, isTold: true });
    this.settle({ about, outcome: 'refused', code });
  }

  /** Our answer left, whatever becomes of it. */
  sent(id: string, at: number): void {
    const interaction = this.waiting.get(id);
    if (!interaction || interaction.hasLeft) return;
    this.waiting.set(id, { ...interaction, hasLeft: true });
    keep(this.ownTimes, { at, tookMs: Math.round(at - interaction.at) });
  }

  /** Discord took our answer. */
  acknowledged(id: string, at: number): void {
    const interaction = this.waiting.get(id);
    if (!interaction) return;
    const tookMs = age(interaction, at);
    this.acknowledgedCount += 1;
    count(this.took, tookMs);
    keep(this.times, { at, tookMs });
    if (tookMs > INTERACTION_DEADLINE_MS) return this.late(interaction, at, { about: interaction.about, tookMs });
    this.waiting.delete(id);
    this.recent.add(at);
    this.recentInTime.add(at);
    this.settle({ about: interaction.about, outcome: 'acknowledged', tookMs });
  }

  told(at: number): InteractionUse {
    this.decide(at);
    const since = at - span(SLOT_MS * SLOTS, this.limits);
    const times = sortedSince(since, this.times);
    return {
      receivedCount: this.receivedCount,
      acknowledgedCount: this.acknowledgedCount,
      lateCount: this.lateCount,
      missedCount: this.missedCount,
      expiredCount: this.expiredCount,
      acknowledgedIn: histogramText(this.took),
      recent: {
        count: this.recent.sum(at),
        inTimeCount: this.recentInTime.sum(at),
        p50Ms: percentile(times, 0.5),
        p95Ms: percentile(times, 0.95),
        p99Ms: percentile(times, 0.99),
        ownP95Ms: percentile(sortedSince(since, this.ownTimes), 0.95),
        ageAtReceiptMs: this.ageAtReceiptMs,
      },
    };
  }

  /** The oldest come first, so the first that may still be answered ends the search. */
  private decide(at: number): void {
    for (const [id, received] of this.waiting) {
      if (at - received.at < DECIDED_AFTER_MS) return;
      this.miss(id, at);
    }
  }

  private late({ id }: Waiting, at: number, settled: Partial<Settled>): void {
    this.waiting.delete(id);
    this.lateCount += 1;
    this.recent.add(at);
    this.settle({ ...settled, outcome: 'late' });
  }

  private miss(id: string, at: number): void {
    const interaction = this.waiting.get(id);
    this.waiting.delete(id);
    this.missedCount += 1;
    if (interaction && !interaction.hasLeft) keep(this.ownTimes, { at, tookMs: Math.round(at - interaction.at) });
    this.recent.add(at);
    if (!interaction?.isTold) this.settle({ about: interaction?.about, outcome: 'missed' });
  }

  private settle({ about, tookMs = null, code = null, outcome }: Partial<Settled> & Pick<Settled, 'outcome'>): void {
    this.settled$.next({ outcome, tookMs, code, ...(about ? { about } : {}) });
  }
}

/** Milliseconds from its creation until `at`; a clock that is wrong makes it no longer than since its arrival. */
function age({ createdAt, at: arrivedAt }: Received, at: number): number {
  return Math.round(at - Math.min(createdAt ?? arrivedAt, arrivedAt));
}

function keep(times: Acknowledgement[], one: Acknowledgement): void {
  times.push(one);
  if (times.length > TIMES_KEPT) times.shift();
}

function sortedSince(since: number, times: readonly Acknowledgement[]): readonly number[] {
  return times
    .filter(({ at }) => at > since)
    .map(({ tookMs }) => tookMs)
    .sort((a, b) => a - b);
}

/** The nearest-rank percentile of `sorted` (ascending); `null` of nothing. */
function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
