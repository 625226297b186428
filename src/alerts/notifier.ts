import type { Message } from './message.js';

/** Takes messages to one receiver. */
export abstract class Notifier {
  /** Names the receiver in the store: the same for the same address, and nothing can be learnt from it. */
  abstract readonly receiver: string;

  /**
   * Tells one message, in 5 s at most.
   *
   * @param signal ends it early
   * @throws {Undelivered}
   */
  abstract tell(message: Message, signal: AbortSignal): Promise<void>;
}
