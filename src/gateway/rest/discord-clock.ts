import { type Limits, span } from '../../model/limits.js';
import type { ClockOffset } from '../../model/rest-use.js';
import { type AnswerHead, numberIn } from './answer.js';

/** Milliseconds. Clocks run apart: what was measured before is forgotten. */
const KEPT_MS = 600_000;
/** Milliseconds. Two measurements that are further apart than their round trips allow, and this: a clock was set. */
const SLACK_MS = 100;
/** Milliseconds. The `Date` header has whole seconds, cut off: on average half of one is missing. */
const HALF_A_SECOND_MS = 500;

interface Sample {
  readonly offsetMs: number;
  readonly roundTripMs: number;
  readonly measuredAt: number;
}

/** When a request was sent, and when the head of its answer came: epoch milliseconds by our clock. */
export interface RoundTrip {
  readonly sentAt: number;
  readonly endedAt: number;
}

/**
 * How far our clock is from Discord's. Every answer says what time it was there; it was somewhere between our sending and
 * our hearing of it, so the answer that came fastest knows best.
 */
export class DiscordClock {
  private readonly exact: BestSample;
  private readonly coarse: BestSample;

  constructor(limits: Pick<Limits, 'timeFactor'>) {
    this.exact = new BestSample(span(KEPT_MS, limits));
    this.coarse = new BestSample(span(KEPT_MS, limits));
  }

  note({ headers }: AnswerHead, trip: RoundTrip): void {
    const reset = numberIn(headers, 'X-RateLimit-Reset');
    const resetAfter = numberIn(headers, 'X-RateLimit-Reset-After');
    if (reset !== null && resetAfter !== null) return this.exact.add((reset - resetAfter) * 1_000, trip);
    const date = Date.parse(headers.get('Date') ?? '');
    if (!Number.isNaN(date)) this.coarse.add(date + HALF_A_SECOND_MS, trip);
  }

  /** The best that is known; `null` before the first answer, and when the last one is too old. */
  offset(at: number): ClockOffset | null {
    const exact = this.exact.best(at);
    const best = exact ?? this.coarse.best(at);
    if (!best) return null;
    const { offsetMs, measuredAt } = best;
    return { offsetMs: Math.round(offsetMs) || 0, source: exact ? 'rate_limit' : 'date', measuredAt };
  }

  /** Milliseconds by which Discord is ahead, exact to some of them; `null` when that is not known. */
  exactOffsetMs(at: number): number | null {
    return this.exact.best(at)?.offsetMs ?? null;
  }
}

/** The sample with the shortest round trip within a time that slides. */
class BestSample {
  /** Each is worse and newer than the one before: what comes next once that one is too old. */
  private samples: Sample[] = [];

  constructor(private readonly keptMs: number) {}

  /** @param theirs epoch milliseconds, as they saw it */
  add(theirs: number, { sentAt, endedAt }: RoundTrip): void {
    const sample = {
      offsetMs: theirs - (sentAt + endedAt) / 2,
      roundTripMs: endedAt - sentAt,
      measuredAt: endedAt,
    };
    const [best] = this.samples;
    if (best && contradict(best, sample)) this.samples = [];
    while ((this.samples.at(-1)?.roundTripMs ?? -1) >= sample.roundTripMs) this.samples.pop();
    this.samples.push(sample);
    this.forget(endedAt);
  }

  best(at: number): Sample | undefined {
    this.forget(at);
    return this.samples[0];
  }

  private forget(at: number): void {
    while (this.samples[0] && this.samples[0].measuredAt <= at - this.keptMs) this.samples.shift();
  }
}

function contradict(a: Sample, b: Sample): boolean {
  return Math.abs(a.offsetMs - b.offsetMs) > (a.roundTripMs + b.roundTripMs) / 2 + SLACK_MS;
}
