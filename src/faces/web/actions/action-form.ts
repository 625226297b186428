import type { Action } from '../../../model/action.js';
import type { Cost } from '../../../model/cost.js';
import type { Deed } from '../../../model/may.js';
import type { Field, Fields } from '../parts/form-field.js';

/** What a form needs to know of the bot. */
export interface FormFacts {
  readonly fields: Fields;
  readonly cost: (action: Action) => Cost;
  /** Whether whoever asks may go below the reserve of session starts. */
  readonly mayForce: boolean;
}

/** A form in which an action is confirmed. */
export interface ActionForm {
  readonly deed: Deed;
  /** The action that is filled in; `null` where something is missing or wrong. */
  readonly actionOf: (fields: Fields) => Action | null;
  /** Says what it costs while nothing is filled in. */
  readonly example?: Action;
  /** What to ask for, besides the reason. */
  readonly ask: (facts: FormFacts) => readonly Field[];
  /** What is sent along unseen. */
  readonly keep: readonly string[];
  /** Whether it has to be found first to what it is done: until then nothing can be done. */
  readonly isSought?: boolean;
}
