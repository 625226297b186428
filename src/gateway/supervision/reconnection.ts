import { now } from '../../bus/now.js';
import { Pauses } from './pauses.js';

/** Milliseconds after which a connection counts as good, and the pauses begin anew. */
const STANDS_AFTER_MS = 5_000;
/** RESUMEs in a row that led to nothing, and milliseconds they must have taken, before the session is given up. */
const RESUMES_BEFORE_FRESH = 5;
const FRESH_AFTER_MS = 60_000;

/** How often one shard had to connect again lately, and what follows: how long to wait, and when a session is dead. */
export class Reconnection {
  private readonly pauses = new Pauses();
  private readonly bornAt = now();
  private establishedAt: number | null = null;
  private resumesInVain = 0;
  private resumingSince = 0;

  /** @param timeFactor divides every time here, 1 or more */
  constructor(private readonly timeFactor: number) {}

  /** READY or RESUMED came. */
  established(): void {
    this.establishedAt = now();
    this.resumesInVain = 0;
  }

  /** Discord answered that the session is over: it is there again, and a new session has a guard of its own. */
  sessionEnded(): void {
    this.pauses.reset();
  }

  /** A RESUME was sent. */
  resuming(): void {
    if (this.resumesInVain === 0) this.resumingSince = now();
    this.resumesInVain += 1;
  }

  /** Milliseconds to wait before the next connection. */
  nextWaitMs(): number {
    if (this.establishedAt !== null && this.age(this.establishedAt) >= STANDS_AFTER_MS) this.pauses.reset();
    this.establishedAt = null;
    return this.pauses.next(this.age(this.bornAt)) / this.timeFactor;
  }

  /** Whether the session was taken up again and again in vain; asking begins the count anew. */
  takeDeadSession(): boolean {
    if (this.resumesInVain < RESUMES_BEFORE_FRESH || this.age(this.resumingSince) < FRESH_AFTER_MS) return false;
    this.resumesInVain = 0;
    return true;
  }

  private age(since: number): number {
    return (now() - since) * this.timeFactor;
  }
}
