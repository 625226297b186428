import { Clock } from '../clock.js';

/** https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans */
const MOST = 10_000;
const WINDOW_MS = 10 * 60_000;

/** Answers of 401, 403 and 429 in the last ten minutes. Whoever gets too many of them is shut out until the window ends. */
export class InvalidRequests {
  /** How many lead to the ban; Discord's number, unless a test wants to see a ban sooner. */
  most = MOST;
  private total = 0;
  private endsAt = 0;

  constructor(private readonly clock = new Clock()) {}

  /** @param scope of a 429: one that is shared with others is nobody's fault, and does not count */
  note(status: number, scope: string | null, now = this.clock.now()): void {
    const isInvalid = status === 401 || status === 403 || (status === 429 && scope !== 'shared');
    // What is answered during a ban does not make it longer.
    if (!isInvalid || this.bannedFor(now) > 0) return;
    if (now >= this.endsAt) this.restart(now);
    this.total += 1;
  }

  count(now = this.clock.now()): number {
    return now < this.endsAt ? this.total : 0;
  }

  /** Seconds until requests are let in again; 0 while they are. */
  bannedFor(now = this.clock.now()): number {
    return this.count(now) < this.most ? 0 : (this.endsAt - now) / 1_000;
  }

  forget(): void {
    this.endsAt = 0;
  }

  private restart(now: number): void {
    this.total = 0;
    this.endsAt = now + this.clock.span(WINDOW_MS);
  }
}
