import type { Command } from '../world/command.js';
import type { Guild } from '../world/guild.js';
import type { Message } from '../world/message.js';
import type { User } from '../world/user.js';
import type { Room } from '../world/user-channel.js';
import type { Wire } from '../wire.js';
import { Timeline } from './timeline.js';

/** Milliseconds: https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages */
export const ACKNOWLEDGE_WITHIN_MS = 3_000;
export const TOKEN_LASTS_MS = 15 * 60_000;

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type */
export const KIND = { command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
export type Kind = (typeof KIND)[keyof typeof KIND];

/** Ways to acknowledge: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
export const CALLBACK = {
  pong: 1,
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
  premium: 10,
  activity: 12,
} as const;

/** Somebody did something with the application, somewhere. */
export interface Use {
  readonly kind: Kind;
  /** For people, e.g. `/ping` or `the button "again"`. */
  readonly title: string;
  /** `data` of the interaction as it travels. */
  readonly data: Wire;
  /** `null` in direct messages. */
  readonly guild: Guild | null;
  readonly channel: Room;
  readonly user: User;
  /** Decimal permission bits of the user in the channel. */
  readonly permissions: string;
  /** `null` when it was no command. */
  readonly command: Command | null;
  /** The message whose component was used, or that led to the modal. */
  readonly message: Message | null;
  /** The interaction that was answered with the modal. */
  readonly trigger: Interaction | null;
}

/** Where an interaction stands, in the end as its user sees it. */
export type Outcome = 'waiting' | 'thinking' | 'answered' | 'did not respond';

/** One use of the application and its way to an answer. */
export class Interaction {
  readonly timeline: Timeline;
  callbackType: number | null = null;
  /** True between a deferral and the message that ends it. */
  isLoading = false;
  original: Message | null = null;
  /** What was sent with callback type 9. */
  modal: Wire | null = null;
  /** What was sent with callback type 8. */
  choices: readonly Wire[] | null = null;
  /** Why its user sees no answer, `null` unless it failed. */
  failure: string | null = null;
  /** Resolves with the interaction itself; rejects when the application did not acknowledge, or deferred and never replied. */
  readonly answer: Promise<Interaction>;
  private settle!: { resolve: (interaction: Interaction) => void; reject: (error: Error) => void };
  private isSettled = false;

  constructor(
    readonly id: string,
    readonly token: string,
    readonly use: Use,
    readonly openedAt: number,
  ) {
    this.timeline = new Timeline(openedAt);
    this.answer = new Promise<Interaction>((resolve, reject) => (this.settle = { resolve, reject }));
    // Nobody need listen: most users do not complain.
    this.answer.catch(() => undefined);
  }

  get isAcknowledged(): boolean {
    return this.timeline.acknowledgedAfterMs !== null;
  }

  get outcome(): Outcome {
    if (this.failure !== null) return 'did not respond';
    if (!this.isAcknowledged) return 'waiting';
    return this.isLoading ? 'thinking' : 'answered';
  }

  acknowledge(callbackType: number, now: number): void {
    this.timeline.acknowledged(now);
    this.callbackType = callbackType;
    this.isLoading = callbackType === CALLBACK.deferredMessage;
  }

  /** The reply is there, or there will be none (`null`). */
  replied(message: Message | null, now: number): void {
    this.timeline.replied(now);
    this.original = message;
    this.isLoading = false;
    this.isSettled = true;
    this.settle.resolve(this);
  }

  /** Does nothing once there is an answer. */
  fail(reason: string): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.failure = reason;
    this.settle.reject(new Error(reason));
  }
}
