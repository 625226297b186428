import { Unavailable } from '../../model/errors.js';

/** A request that was not sent, or that Cloudflare turned away: Discord has had enough of us for a while. */
export class RequestHeld extends Unavailable {
  /**
   * @param heldUntil epoch milliseconds, by our clock, before which asking again is no use
   * @param why a clause without a full stop
   * @param status what was answered; `null` when nothing was sent
   */
  constructor(
    readonly heldUntil: number,
    why: string,
    readonly status: number | null = null,
  ) {
    super(`Discord's API (left alone until ${new Date(heldUntil).toISOString()}, because ${why})`);
  }
}
