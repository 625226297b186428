import { type Touch, press, select } from './component-use.js';
import { type Invocation, type Typing, complete, invoke } from './invoke.js';
import { type Filled, submit } from './modal-use.js';
import { type InteractionFacts, type Reply, interactionFacts } from './reply.js';
import type { Stage } from './stage.js';

type By = Pick<Touch, 'userId'>;

/** Everything that people can do with the application. Each waits for what they get to see, and throws when that is nothing. */
export class People {
  constructor(private readonly stage: Stage) {}

  /** Uses a command, of the slash or the context menu. */
  invoke(name: string, invocation: Invocation = {}): Promise<Reply> {
    return invoke(this.stage, name, invocation);
  }

  press(messageId: string, customId: string, by: By = {}): Promise<Reply> {
    return press(this.stage, { messageId, customId, ...by });
  }

  select(messageId: string, customId: string, chosen: By & { readonly values: readonly string[] }): Promise<Reply> {
    const { values, ...by } = chosen;
    return select(this.stage, { messageId, customId, ...by }, values);
  }

  /** Sends the modal that answered an interaction. */
  submit(interactionId: string, filled: Filled): Promise<Reply> {
    return submit(this.stage, interactionId, filled);
  }

  /** Types an option with autocomplete; the suggestions are the reply's `choices`. */
  complete(commandName: string, typing: Typing): Promise<Reply> {
    return complete(this.stage, commandName, typing);
  }

  /** What was done lately and how the application answered, the newest first. */
  recent(limit = 100): InteractionFacts[] {
    return this.stage.interactions.recent(limit).map(interactionFacts);
  }
}
