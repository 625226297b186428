/**
 * `unreachable`: nothing was sent. `unanswered`: it was sent, and whether it arrived is not known.
 * `refused`: the receiver says that it does not take it.
 */
export type Failure = 'unreachable' | 'unanswered' | 'refused';

/** A message did not get through, or nobody knows whether it did. */
export class Undelivered extends Error {
  override readonly name = 'Undelivered';

  /** @param message a clause about the receiver, `answers HTTP 500`; never anything that it wrote */
  constructor(
    message: string,
    readonly failure: Failure,
    /** Milliseconds that the receiver asks us to wait; `null` when it does not. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(message);
  }
}
