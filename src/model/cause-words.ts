import type { Cause, Suspected } from './cause.js';
import type { Culprit } from './culprit.js';

const culpritWord: Readonly<Record<Culprit, string>> = {
  process: 'our process',
  network: 'the network',
  discord: 'Discord',
  configuration: 'the configuration',
  deployment: 'a deployment',
};

const confidenceWord: Readonly<Record<Suspected, string>> = {
  certain: 'Certainly',
  likely: 'Most likely',
  possible: 'Possibly',
};

/** Whose fault it may be, and how sure that is: `Most likely Discord`. */
export function suspicion({ culprit, confidence }: Cause): string {
  return `${confidenceWord[confidence]} ${culpritWord[culprit]}`;
}

/** What speaks for it; `null` when `said` has said so already. A clause without a full stop. */
export function evidenceBeside({ evidence }: Cause, said: string): string | null {
  return said.includes(evidence) ? null : evidence;
}
