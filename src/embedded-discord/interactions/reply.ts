import type { Wire } from '../wire.js';
import { EPHEMERAL, nothingSaid } from '../world/message.js';
import type { Interaction, Outcome } from './interaction.js';
import type { Timeline } from './timeline.js';

/** The whole answer to a use, as the user sees it in the end. */
export interface Reply {
  /** What `submit` wants to know after a modal. */
  readonly interactionId: string;
  /** Milliseconds from the use to its acknowledgement. */
  readonly acknowledgedAfterMs: number;
  /** Milliseconds to the reply itself: more than the former after a deferral. */
  readonly repliedAfterMs: number;
  /** 4 a message at once, 5 a deferred one, 6 and 7 a change of the message whose component was used, 8 suggestions, 9 a modal. */
  readonly callbackType: number;
  /** What `press` and `select` want to know; `null` when the answer was no message. */
  readonly messageId: string | null;
  readonly content: string;
  readonly embeds: readonly Wire[];
  readonly components: readonly Wire[];
  readonly flags: number;
  readonly isEphemeral: boolean;
  /** The form that was answered with callback type 9. */
  readonly modal: Wire | null;
  /** The suggestions of callback type 8. */
  readonly choices: readonly Wire[] | null;
  readonly timeline: Timeline;
}

export function replyOf(interaction: Interaction): Reply {
  const { id, original, callbackType, modal, choices, timeline } = interaction;
  const { content, embeds, components, flags } = original ?? nothingSaid;
  return {
    interactionId: id,
    acknowledgedAfterMs: timeline.acknowledgedAfterMs ?? 0,
    repliedAfterMs: timeline.repliedAfterMs ?? 0,
    callbackType: callbackType ?? 0,
    messageId: original?.id ?? null,
    content,
    embeds,
    components,
    flags,
    isEphemeral: (flags & EPHEMERAL) !== 0,
    modal,
    choices,
    timeline,
  };
}

/** One use, answered or not: what its time line is asked for. */
export interface InteractionFacts {
  readonly id: string;
  readonly title: string;
  /** 2 a command, 3 a component, 4 suggestions, 5 a modal. */
  readonly kind: number;
  readonly userId: string;
  readonly guildId: string | null;
  readonly channelId: string;
  readonly outcome: Outcome;
  readonly failure: string | null;
  readonly callbackType: number | null;
  readonly timeline: Timeline;
}

export function interactionFacts(interaction: Interaction): InteractionFacts {
  const { id, use, outcome, failure, callbackType, timeline } = interaction;
  const { title, kind, user, guild, channel } = use;
  const place = { userId: user.id, guildId: guild?.id ?? null, channelId: channel.id };
  return { id, title, kind, ...place, outcome, failure, callbackType, timeline };
}
