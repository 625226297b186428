import type { CommandUse } from '../../model/command-use.js';
import type { InteractionAbout } from '../rest/interaction-about.js';

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
