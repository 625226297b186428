import type { JudgedShard } from '../../model/figures.js';
import type { Happening } from '../../model/happening.js';
import type { IndicatorState } from '../../model/indicator.js';
import { phaseWord } from '../../model/phase-words.js';
import type { ShardPhase } from '../../model/shard.js';
import { type Verdict, verdictWord } from '../../model/verdict.js';

/** The five looks of a state; the style sheet gives each its colours. */
export type Look = 'ok' | 'warn' | 'bad' | 'info' | 'off';

/** A state as it is shown: never by colour alone. */
export interface Chip {
  readonly state: Look;
  /** Name of a Font Awesome icon. */
  readonly icon: string;
  readonly word: string;
}

const verdictLook: Record<Verdict, readonly [Look, string]> = {
  operational: ['ok', 'circle-check'],
  degraded: ['warn', 'triangle-exclamation'],
  down: ['bad', 'circle-xmark'],
  starting: ['info', 'rotate'],
  unknown: ['off', 'circle-question'],
};

export function verdictChip(verdict: Verdict): Chip {
  const [state, icon] = verdictLook[verdict];
  return { state, icon, word: verdictWord[verdict] };
}

const indicatorChips: Record<IndicatorState, Chip> = {
  pass: { state: 'ok', icon: 'circle-check', word: 'Pass' },
  warn: { state: 'warn', icon: 'triangle-exclamation', word: 'Warning' },
  fail: { state: 'bad', icon: 'circle-xmark', word: 'Fail' },
  off: { state: 'off', icon: 'circle-minus', word: 'Not known' },
};

export function indicatorChip(state: IndicatorState): Chip {
  return indicatorChips[state];
}

const levelChips: Record<Happening['level'], Chip> = {
  info: { state: 'off', icon: 'circle-info', word: 'Info' },
  warn: { state: 'warn', icon: 'triangle-exclamation', word: 'Warning' },
  error: { state: 'bad', icon: 'circle-xmark', word: 'Error' },
};

export function levelChip(level: Happening['level']): Chip {
  return levelChips[level];
}

const phaseLook: Record<ShardPhase, readonly [Look, string]> = {
  ready: ['ok', 'circle-check'],
  quiet: ['ok', 'circle-check'],
  deaf: ['bad', 'ear-deaf'],
  zombie: ['warn', 'triangle-exclamation'],
  connecting: ['info', 'rotate'],
  identifying: ['info', 'rotate'],
  waiting_for_guilds: ['info', 'rotate'],
  resuming: ['warn', 'rotate'],
  fatal: ['bad', 'circle-xmark'],
  disconnected: ['bad', 'circle-xmark'],
};

/** A shard that comes up for the first time is nothing to worry about; one that comes back is. */
export function shardChip(shard: JudgedShard): Chip {
  const [state, icon] = phaseLook[shard.phase];
  const chip: Chip = { state, icon, word: phaseWord[shard.phase] };
  if (chip.state !== 'info' || isFirstAttempt(shard)) return chip;
  return { ...chip, state: 'warn', word: shard.phase === 'connecting' ? 'Reconnecting' : chip.word };
}

/** A shard of which nothing has been reported yet. */
export const waitingChip: Chip = { state: 'off', icon: 'hourglass-half', word: 'Waiting' };

function isFirstAttempt({ attempt, lastError, lastCloseCode }: JudgedShard): boolean {
  return attempt <= 1 && lastError === null && lastCloseCode === null;
}
