import type { Wire } from '../wire.js';
import { EPHEMERAL } from '../world/message.js';
import type { Answer } from './interaction.js';

/** The whole answer to a command, as the user who used it sees it in the end. */
export interface Reply {
  /** Milliseconds from the use of the command to its acknowledgement. */
  readonly acknowledgedAfterMs: number;
  /** Milliseconds to the reply itself: more than the former after a deferral. */
  readonly repliedAfterMs: number;
  /** 4 a message at once, 5 a deferred one, 9 a modal (whose message is then empty). */
  readonly callbackType: number;
  readonly content: string;
  readonly embeds: readonly Wire[];
  readonly components: readonly Wire[];
  readonly flags: number;
  readonly isEphemeral: boolean;
}

export function replyOf({ acknowledgedAfterMs, repliedAfterMs, callbackType, message }: Answer): Reply {
  const flags = message?.flags ?? 0;
  return {
    acknowledgedAfterMs,
    repliedAfterMs,
    callbackType,
    content: message?.content ?? '',
    embeds: message?.embeds ?? [],
    components: message?.components ?? [],
    flags,
    isEphemeral: (flags & EPHEMERAL) !== 0,
  };
}
