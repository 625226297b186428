import { type Limits, span } from '../../model/limits.js';
import type { InvalidRequests as Told } from '../../model/rest-use.js';

/** https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans */
const LIMIT = 10_000;
const WINDOW_MS = 600_000;
const OFFENDERS_TOLD = 5;
/** More are never kept; the brake ends it far below. */
const KEPT = 10_000;

interface Invalid {
  /** Epoch milliseconds of the answer. */
  readonly at: number;
  readonly route: string;
  readonly status: number;
}

/** The invalid requests of the last ten minutes, one by one. */
export class InvalidRequests {
  private all: Invalid[] = [];
  private readonly windowMs: number;

  constructor(limits: Pick<Limits, 'timeFactor'>) {
    this.windowMs = span(WINDOW_MS, limits);
  }

  note(invalid: Invalid): void {
    this.forgetBefore(invalid.at - this.windowMs);
    this.all.push(invalid);
    if (this.all.length > KEPT) this.all.shift();
  }

  /** Those after `at` (epoch milliseconds), the oldest first. */
  since(at: number): readonly Invalid[] {
    const first = this.all.findLastIndex((one) => one.at <= at) + 1;
    return this.all.slice(first);
  }

  told(at: number): Told {
    this.forgetBefore(at - this.windowMs);
    const counts = new Map<string, Told['offenders'][number]>();
    for (const { route, status } of this.all) {
      const key = `${status} ${route}`;
      counts.set(key, { route, status, count: (counts.get(key)?.count ?? 0) + 1 });
    }
    const offenders = [...counts.values()].sort((a, b) => b.count - a.count).slice(0, OFFENDERS_TOLD);
    return { count: this.all.length, limit: LIMIT, offenders };
  }

  private forgetBefore(at: number): void {
    if (this.all[0] && this.all[0].at <= at) this.all = [...this.since(at)];
  }
}
