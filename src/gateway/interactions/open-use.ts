import { INTERACTION_DEADLINE_MS } from '../../model/discord-limits.js';
import type { CommandUse } from '../../model/command-use.js';
import type { InteractionAbout } from '../rest/interaction-about.js';

/** Milliseconds after which nobody waits for a handler that still works: a little late counts as late, more as missed. */
const DECIDED_AFTER_MS = 4_000;
/** Milliseconds without another edit or follow-up after which a use is over. */
const QUIET_MS = 2_000;
/** Milliseconds. https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages */
export const TOKEN_LASTS_MS = 900_000;

/** An interaction that has come in. Times are epoch milliseconds by our clock. */
export interface Arrived {
  readonly id: string;
  /** With which messages that follow the first answer name it. */
  readonly token: string;
  readonly at: number;
  /** When Discord made it; `null` when its clock is not known. */
  readonly createdAt: number | null;
  readonly about: InteractionAbout;
}

/** What is known of it so far. */
export interface OpenUse extends Arrived {
  /** Whose line it is counted on; `null` while only its handler could say. */
  command: Pick<CommandUse, 'kind' | 'name'> | null;
  /** Handlers of Necord that work on it: `ended` when none does any more, `null` before the first. */
  handler: 'running' | 'ended' | null;
  /** First answers that are on their way to Discord. */
  onTheirWay: number;
  isDecided: boolean;
  isAcknowledged: boolean;
  /** Its user was told that the bot thinks, and nothing since. */
  isOwing: boolean;
  isTroubled: boolean;
  hasFailed: boolean;
  /** Discord's codes that were counted already. */
  readonly codes: Set<number>;
  /** When something of it happened last. */
  lastAt: number;
}

export function openUse(arrived: Arrived): OpenUse {
  return {
    ...arrived,
    command: null,
    handler: null,
    onTheirWay: 0,
    isDecided: false,
    isAcknowledged: false,
    isOwing: false,
    isTroubled: false,
    hasFailed: false,
    codes: new Set(),
    lastAt: arrived.at,
  };
}

/** Milliseconds from its creation until `at`; a clock that is wrong makes it no longer than since its arrival, nor negative. */
export function ageAt({ at: arrivedAt, createdAt }: Arrived, at: number): number {
  return Math.max(0, Math.round(at - Math.min(createdAt ?? arrivedAt, arrivedAt)));
}

/** Whether nobody is left who could still answer in a way that counts. */
export function isMissed(use: OpenUse, at: number): boolean {
  const isOutOfTime = ageAt(use, at) > INTERACTION_DEADLINE_MS && use.handler === 'ended' && use.onTheirWay === 0;
  return isOutOfTime || at - use.at >= DECIDED_AFTER_MS;
}

/** Whether nothing more is to be expected. A handler that has ended may have left the answer to others, until its token ends. */
export function isOver(use: OpenUse, at: number, tokenLastsMs: number): boolean {
  if (at - use.at > tokenLastsMs) return true;
  if (use.isOwing && !use.hasFailed) return false;
  return use.handler !== 'running' && use.onTheirWay === 0 && at - use.lastAt >= QUIET_MS;
}

/** Whether its user was told that the bot thinks, and will not be told more; of a handler that threw, that is known. */
export function owesForGood(use: OpenUse, at: number, tokenLastsMs: number): boolean {
  return use.isOwing && !use.hasFailed && at - use.at > tokenLastsMs;
}
