import type { Clock } from '../clock.js';
import { CLOSE, OP } from './opcodes.js';
import type { Outlet, Session } from './session.js';
import type { Tally } from './tally.js';

/** A client whose heartbeat is late by this share of the interval is gone. */
const PATIENCE = 0.5;
/** Real milliseconds: no heartbeat is late by less. Short intervals are those of tests, on machines that have much to do. */
const LEAST_PATIENCE_MS = 3_000;
/** Real milliseconds by which our own timer is late when this process stood still: then what came meanwhile is unread. */
const STOOD_STILL_MS = 200;

/** What heartbeats ask of the gateway. */
export interface HeartbeatDesk {
  readonly clock: Clock;
  readonly tally: Tally;
  /** Milliseconds here, the factor of the clock included. */
  readonly heartbeatIntervalMs: number;
  /** Milliseconds to wait before acknowledging a heartbeat, `null` for never. */
  acknowledgeAfterMs(session: Session | null): number | null;
}

/** The heartbeats of one connection. */
export class Heartbeats {
  /** Epoch milliseconds of our own clock: the first heartbeat that was not acknowledged on purpose; `null` when the last one was acknowledged. */
  unacknowledgedSince: number | null = null;
  private deadline: NodeJS.Timeout | null = null;

  constructor(
    private readonly connection: Pick<Outlet, 'send' | 'close'> & { readonly session: Session | null },
    private readonly desk: HeartbeatDesk,
  ) {}

  /** Waits for the next one. */
  await(): void {
    this.stop();
    const { heartbeatIntervalMs } = this.desk;
    const patienceMs = Math.max(LEAST_PATIENCE_MS, heartbeatIntervalMs * PATIENCE);
    const withinMs = heartbeatIntervalMs + patienceMs;
    const lateAt = performance.now() + withinMs + STOOD_STILL_MS;
    this.deadline = setTimeout(() => (performance.now() > lateAt ? this.await() : this.miss()), withinMs).unref();
  }

  stop(): void {
    if (this.deadline) clearTimeout(this.deadline);
  }

  take(): void {
    this.await();
    const { session } = this.connection;
    this.desk.tally.heartbeats += 1;
    if (session) session.lastHeartbeatAt = this.desk.clock.now();
    const delayMs = this.desk.acknowledgeAfterMs(session);
    if (delayMs === null) return this.owe(this.unacknowledgedSince ?? Date.now());
    if (delayMs === 0) return this.acknowledge();
    setTimeout(() => this.acknowledge(), delayMs).unref();
  }

  private acknowledge(): void {
    this.owe(null);
    this.connection.send({ op: OP.heartbeatAck });
  }

  private owe(since: number | null): void {
    if (since === this.unacknowledgedSince) return;
    this.unacknowledgedSince = since;
    this.connection.session?.whenServiceChanges();
  }

  private miss(): void {
    this.desk.tally.missedHeartbeats += 1;
    // Without a session there is nothing to resume.
    this.connection.close(this.connection.session ? CLOSE.unknownError : CLOSE.sessionTimedOut);
  }
}
