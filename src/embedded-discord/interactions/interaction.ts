import type { Command } from '../world/command.js';
import type { Channel, Guild } from '../world/guild.js';
import type { Message } from '../world/message.js';
import type { User } from '../world/user.js';
import type { Wire } from '../wire.js';

/** Milliseconds: https://docs.discord.com/developers/interactions/receiving-and-responding#followup-messages */
export const ACKNOWLEDGE_WITHIN_MS = 3_000;
export const TOKEN_LASTS_MS = 15 * 60_000;

/** Ways to acknowledge: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
export const CALLBACK = { message: 4, deferredMessage: 5, modal: 9 } as const;

/** Somebody used a command somewhere. */
export interface Use {
  readonly command: Command;
  readonly guild: Guild;
  readonly channel: Channel;
  readonly user: User;
  /** The chosen options in Discord's nested form, and what their ids stand for. */
  readonly options: readonly Wire[];
  readonly resolved: Wire;
  /** Decimal permission bits of the user in the channel. */
  readonly permissions: string;
}

/** What the user got to see in the end. */
export interface Answer {
  /** Milliseconds from the use to the acknowledgement, as the server saw it. */
  readonly acknowledgedAfterMs: number;
  /** Milliseconds from the use to the reply itself; more than the former after a deferral. */
  readonly repliedAfterMs: number;
  readonly callbackType: number;
  /** `null` when the answer was no message. */
  readonly message: Message | null;
}

/** One use of a command and its way to an answer. */
export class Interaction {
  acknowledgedAt: number | null = null;
  callbackType: number | null = null;
  hasFailed = false;
  /** True between a deferral and the message that ends it. */
  isLoading = false;
  original: Message | null = null;
  /** Rejects when the application did not acknowledge in time. */
  readonly answer: Promise<Answer>;
  private settle!: { resolve: (answer: Answer) => void; reject: (error: Error) => void };

  constructor(
    readonly id: string,
    readonly token: string,
    readonly use: Use,
    readonly openedAt: number,
  ) {
    this.answer = new Promise<Answer>((resolve, reject) => (this.settle = { resolve, reject }));
    // Nobody need listen: most users do not complain.
    this.answer.catch(() => undefined);
  }

  acknowledge(callbackType: number, now: number): void {
    this.acknowledgedAt = now;
    this.callbackType = callbackType;
    this.isLoading = callbackType === CALLBACK.deferredMessage;
  }

  /** The reply is there, or there will be none (`null`). */
  replied(message: Message | null, now: number): void {
    this.original = message;
    this.isLoading = false;
    this.settle.resolve({
      acknowledgedAfterMs: (this.acknowledgedAt ?? now) - this.openedAt,
      repliedAfterMs: now - this.openedAt,
      callbackType: this.callbackType ?? CALLBACK.message,
      message,
    });
  }

  fail(reason: string): void {
    this.hasFailed = true;
    this.settle.reject(new Error(reason));
  }
}
