import type { Bucket } from '../../model/rest-use.js';
import { type AnswerHead, numberIn } from './answer.js';
import type { RequestRoute } from './request-route.js';

const TOLD = 10;
/** Buckets remembered before those that have reset are thrown away, and how many are left at most. */
const TIDY_ABOVE = 2_000;

/** The rate limits of routes as Discord's headers tell them. */
export class BucketBook {
  private readonly buckets = new Map<string, Bucket>();

  /** @param at epoch milliseconds of the answer */
  note(route: RequestRoute, { headers }: AnswerHead, at: number): void {
    const limit = numberIn(headers, 'X-RateLimit-Limit');
    const remaining = numberIn(headers, 'X-RateLimit-Remaining');
    const resetAfter = numberIn(headers, 'X-RateLimit-Reset-After');
    if (limit === null || remaining === null || resetAfter === null) return;
    const resetsAt = Math.round(at + resetAfter * 1_000);
    this.buckets.set(`${route.label} ${route.major}`, { route: route.label, limit, remaining, resetsAt });
    if (this.buckets.size > TIDY_ABOVE) this.tidy(at);
  }

  /** Those that have not reset, the fullest first. */
  told(at: number): readonly Bucket[] {
    const running = [...this.buckets.values()].filter(({ resetsAt }) => resetsAt > at);
    return running.sort((a, b) => leftIn(a) - leftIn(b) || b.limit - a.limit).slice(0, TOLD);
  }

  private tidy(at: number): void {
    for (const [key, { resetsAt }] of this.buckets) if (resetsAt <= at) this.buckets.delete(key);
    if (this.buckets.size > TIDY_ABOVE) this.buckets.clear(); // all of them run: better to learn anew than to grow
  }
}

/** 0 to 1: the share that may still be asked. */
function leftIn({ limit, remaining }: Bucket): number {
  return limit === 0 ? 0 : remaining / limit;
}
