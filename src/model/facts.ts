import type { Figures, JudgedShard } from './figures.js';
import type { Limits } from './limits.js';
import type { Snapshot } from './snapshot.js';

/** What a judgement rests on. */
export interface Facts {
  readonly snapshot: Snapshot;
  readonly shards: readonly JudgedShard[];
  readonly figures: Figures;
  readonly limits: Limits;
  /** Epoch milliseconds. */
  readonly now: number;
}
