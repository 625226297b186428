import { StringOption } from 'necord';
import { described } from './words/words.js';

/** What every command of an operator takes. */
export class ReasonOption {
  @StringOption({ name: 'reason', ...described(({ reason }) => reason), max_length: 500 })
  readonly reason!: string | null;
}
