import type { Clock } from '../clock.js';
import { CLOSE, OP } from './opcodes.js';
import type { Outlet, Session } from './session.js';
import type { Tally } from './tally.js';

/** A client that has not sent a heartbeat for this many intervals is gone. */
const PATIENCE = 1.5;

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
    this.deadline = setTimeout(() => this.miss(), this.desk.heartbeatIntervalMs * PATIENCE).unref();
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
