import type { Confidence, Culprit } from './culprit.js';
import {
  type Clue,
  breachClues,
  configurationClues,
  deploymentClues,
  outsideClues,
  problemClues,
  processClues,
  shardClues,
} from './clues.js';
import type { Evidence } from './evidence.js';

/** One culprit on the scales. */
export interface Weighed {
  readonly culprit: Culprit;
  readonly confidence: Confidence;
  /** What speaks for it, the weightiest first; clauses without a full stop. */
  readonly supporting: readonly string[];
  /** What speaks against it. */
  readonly opposing: readonly string[];
}

const culprits: readonly Culprit[] = ['process', 'network', 'discord', 'configuration', 'deployment'];

const kindsOfClues = [
  problemClues,
  shardClues,
  processClues,
  breachClues,
  outsideClues,
  configurationClues,
  deploymentClues,
];

const order: readonly Confidence[] = ['certain', 'likely', 'possible', 'unknown', 'unlikely', 'ruled_out'];

/** Every culprit, the most likely first, with what speaks for and against it. Pure. */
export function attribute(evidence: Evidence): readonly Weighed[] {
  const clues = kindsOfClues.flatMap((cluesOf) => cluesOf(evidence));
  const all = [...clues, ...deploymentToo(clues)];
  const scored = culprits.map((culprit) =>
    weighed(
      culprit,
      all.filter((clue) => clue.culprit === culprit),
    ),
  );
  return scored
    .sort((a, b) => order.indexOf(a.confidence) - order.indexOf(b.confidence) || b.score - a.score)
    .map(({ score: _score, ...rest }) => rest);
}

/** Whose fault it is; `null` when that is not known: nobody is likely, or two are alike. */
export function culpritOf([first, second]: readonly Weighed[]): Culprit | null {
  if (!first || !isLikely(first)) return null;
  if (second?.confidence !== first.confidence) return first.culprit;
  const both = [first.culprit, second.culprit];
  return both.includes('deployment') && both.includes('process') ? 'deployment' : null;
}

function isLikely({ confidence }: Weighed): boolean {
  return confidence === 'certain' || confidence === 'likely';
}

/** A new version is to blame for what our own side did wrong soon after it began. */
function deploymentToo(clues: readonly Clue[]): readonly Clue[] {
  const isYoung = clues.some(({ culprit, weight }) => culprit === 'deployment' && weight > 0);
  const own = clues.find(
    ({ culprit, weight }) => (culprit === 'process' || culprit === 'configuration') && weight >= 2,
  );
  return isYoung && own ? [{ culprit: 'deployment', weight: 1, words: `since then: ${own.words}` }] : [];
}

function weighed(culprit: Culprit, clues: readonly Clue[]): Weighed & { readonly score: number } {
  const score = clues.reduce((sum, { weight }) => sum + weight, 0);
  const sorted = [...clues].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return {
    culprit,
    score,
    confidence: confidenceOf(score, clues),
    supporting: sorted.filter(({ weight }) => weight > 0).map(({ words }) => words),
    opposing: sorted.filter(({ weight }) => weight < 0).map(({ words }) => words),
  };
}

function confidenceOf(score: number, clues: readonly Clue[]): Confidence {
  const isSettled = clues.some(({ weight }) => weight >= 3);
  if (score >= 4 || (isSettled && score >= 2)) return 'certain';
  if (score >= 1.5) return 'likely';
  if (score > 0) return 'possible';
  if (score === 0) return clues.some(({ weight }) => weight > 0) ? 'possible' : 'unknown';
  return score >= -1 ? 'unlikely' : 'ruled_out';
}
