import type { ActionState } from '../../../model/action-state.js';
import { presenceWords } from '../../../model/presence.js';
import { standingAt } from '../../../model/standing.js';
import type { Status } from '../../../model/status.js';
import { visibleText } from '../../format.js';
import { outcomeChip } from '../audit/audit.view.js';
import type { Chip } from '../parts/chips.js';
import { type Fact, fact } from '../parts/fact.js';
import { type Moment, moment } from '../parts/moment.js';

const SHOWN = 5;

/** One thing that was asked for lately. */
interface RecentAction {
  readonly number: number;
  readonly words: string;
  readonly text: string;
  readonly chip: Chip;
  readonly at: Moment;
}

/** What people have ordered, and what they can do; for those who may act. */
export interface ActionsView {
  readonly facts: readonly Fact[];
  readonly isPaused: boolean;
  readonly isMaintained: boolean;
  /** Whether the bot may be taken out of servers. */
  readonly mayLeave: boolean;
  readonly recent: readonly RecentAction[];
}

/** What whoever looks may do. */
export interface Allowed {
  readonly mayAct: boolean;
  readonly mayLeave: boolean;
}

/** `null` for those who may not act. */
export function actionsView({ snapshot, at }: Status, { mayAct, mayLeave }: Allowed): ActionsView | null {
  if (!mayAct) return null;
  const { maintenance, reconnectingPausedSince, volume, presence } = standingAt(snapshot.standing, at);
  return {
    facts: [
      maintenance ? fact('Maintenance', 'ends', moment('in', maintenance.until, at)) : fact('Maintenance', 'none'),
      fact('Reconnecting', reconnectingPausedSince === null ? 'on' : 'paused'),
      volume ? fact('Log', `${volume.level}, ends`, moment('in', volume.until, at)) : fact('Log', 'usual level'),
      fact('Presence', presence ? visibleText(presenceWords(presence)) : 'not set'),
    ],
    isPaused: reconnectingPausedSince !== null,
    isMaintained: maintenance !== null,
    mayLeave,
    recent: snapshot.actions.slice(0, SHOWN).map((action) => recentAction(action, at)),
  };
}

function recentAction({ number, words, text, outcome, begunAt }: ActionState, now: number): RecentAction {
  return { number, words, text, chip: outcomeChip(outcome), at: moment('ago', begunAt, now) };
}
