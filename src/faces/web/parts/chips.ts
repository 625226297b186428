import type { JudgedShard } from '../../../model/figures.js';
import type { Happening } from '../../../model/happening.js';
import type { IndicatorState } from '../../../model/indicator.js';
import { phaseWord } from '../../../model/phase-words.js';
import type { ShardPhase } from '../../../model/shard.js';
import { type Verdict, verdictWord } from '../../../model/verdict.js';

/** The five looks of a state; the style sheet gives each its colours. */
export type Look = 'ok' | 'warn' | 'bad' | 'info' | 'off';

/** A state as it is shown: never by colour alone. */
export interface Chip {
  readonly state: Look;
  /** Name of a Font Awesome icon. */
  readonly icon: string;
  readonly word: string;
}

const verdictLook: Record<Verdict, Pick<Chip, 'state' | 'icon'>> = {
  operational: { state: 'ok', icon: 'circle-check' },
  degraded: { state: 'warn', icon: 'triangle-exclamation' },
  down: { state: 'bad', icon: 'circle-xmark' },
  starting: { state: 'info', icon: 'rotate' },
  unknown: { state: 'off', icon: 'circle-question' },
};

export function verdictChip(verdict: Verdict): Chip {
  return { ...verdictLook[verdict], word: verdictWord[verdict] };
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

const phaseLook: Record<ShardPhase, Pick<Chip, 'state' | 'icon'>> = {
  ready: { state: 'ok', icon: 'circle-check' },
  quiet: { state: 'ok', icon: 'circle-check' },
  deaf: { state: 'bad', icon: 'ear-deaf' },
  zombie: { state: 'warn', icon: 'triangle-exclamation' },
  connecting: { state: 'info', icon: 'rotate' },
  identifying: { state: 'info', icon: 'rotate' },
  waiting_for_guilds: { state: 'info', icon: 'rotate' },
  resuming: { state: 'warn', icon: 'rotate' },
  fatal: { state: 'bad', icon: 'circle-xmark' },
  disconnected: { state: 'bad', icon: 'circle-xmark' },
};

/** A shard that comes up for the first time is nothing to worry about; one that comes back is. */
export function shardChip(shard: JudgedShard): Chip {
  const chip: Chip = { ...phaseLook[shard.phase], word: phaseWord[shard.phase] };
  if (chip.state !== 'info' || isFirstAttempt(shard)) return chip;
  return { ...chip, state: 'warn', word: shard.phase === 'connecting' ? 'Reconnecting' : chip.word };
}

/** A shard of which nothing has been reported yet. */
export const waitingChip: Chip = { state: 'off', icon: 'hourglass-half', word: 'Waiting' };

function isFirstAttempt({ attempt, lastError, lastCloseCode }: JudgedShard): boolean {
  return attempt <= 1 && lastError === null && lastCloseCode === null;
}
