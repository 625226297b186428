import type { Breach } from './breach.js';
import type { Limits } from './limits.js';
import type { Status } from './status.js';

/** `off`: nothing is known yet, or it does not apply; then it counts for nothing. */
export type IndicatorState = 'pass' | 'warn' | 'fail' | 'off';

/** One thing that is checked, in words. */
export interface Indicator {
  /** Stable name for machines, e.g. `gateway_latency`. */
  readonly key: string;
  readonly name: string;
  readonly state: IndicatorState;
  /** What was found, e.g. `42 ms`; `none` when nothing is known. */
  readonly now: string;
  /** Where fine ends, e.g. `warns above 1,000 ms`. */
  readonly limit: string;
  /** The next step; `null` when there is nothing to do. */
  readonly advice: string | null;
  /** Epoch milliseconds of the newest fact behind it; `null` for none. */
  readonly checkedAt: number | null;
}

/** Looks at one thing. Pure and total. */
export type Check = (status: Status, limits: Limits) => Indicator;

/** What an indicator says while nothing is known. */
export function notKnown({ key, name, limit }: Pick<Indicator, 'key' | 'name' | 'limit'>): Indicator {
  return { key, name, limit, state: 'off', now: 'none', advice: null, checkedAt: null };
}

/** An indicator of a limit on which the verdict rests too. */
export type LimitName = Pick<Indicator, 'name' | 'limit'> & { readonly key: Breach['kind'] };

/** Whether such a limit is broken was judged with the verdict; its indicator says the same. */
export function judged(
  breaches: readonly Breach[],
  name: LimitName,
  found: Pick<Indicator, 'now' | 'checkedAt'>,
): Indicator {
  const breach = breaches.find(({ kind }) => kind === name.key);
  return { ...name, ...found, state: breach ? 'warn' : 'pass', advice: breach?.wayOut ?? null };
}
