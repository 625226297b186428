import { attribute } from './attribution.js';
import type { Confidence, Culprit } from './culprit.js';
import { evidenceOf } from './evidence.js';
import type { Facts } from './facts.js';

/** One candidate, with what speaks for it most. */
export interface Cause {
  readonly culprit: Culprit;
  readonly confidence: Suspected;
  /** A clause without a full stop. */
  readonly evidence: string;
}

/** How sure we are of a candidate. */
export type Suspected = Extract<Confidence, 'certain' | 'likely' | 'possible'>;

const suspected: ReadonlySet<Confidence> = new Set<Suspected>(['certain', 'likely', 'possible']);

/** The candidates for what is wrong now, the most likely first, one for each culprit. Pure. */
export function causesOf(facts: Facts): readonly Cause[] {
  return attribute(evidenceOf(facts)).flatMap(({ culprit, confidence, supporting: [evidence] }) =>
    suspected.has(confidence) && evidence ? [{ culprit, confidence: confidence as Suspected, evidence }] : [],
  );
}
