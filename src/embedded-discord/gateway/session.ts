import type { Happening } from '../world/happening.js';
import type { Identity } from './identify.js';
import { hears } from './intents.js';

/** How many events can be replayed; older ones are forgotten and a client that missed one must identify again. */
const RING = 5_000;

interface Event extends Happening {
  readonly sequence: number;
}

/** One dispatch as it goes out. */
export interface Dispatch {
  readonly op: 0;
  readonly t: string;
  readonly s: number;
  readonly d: unknown;
}

/** Where dispatches go while a client is connected. */
export interface Outlet {
  /** The path the client came by. */
  readonly path: string;
  send(payload: unknown): void;
  close(code: number): void;
  terminate(): void;
}

/** What Discord remembers of one IDENTIFY: it outlives the connection, so that a client can resume. */
export class Session {
  sequence = 0;
  /** How often it was resumed. */
  resumes = 0;
  /** Epoch milliseconds of the last heartbeat, `null` before the first. */
  lastHeartbeatAt: number | null = null;
  /** Epoch milliseconds since when nobody is connected, `null` while somebody is. */
  detachedAt: number | null = null;
  private outlet: Outlet | null = null;
  private readonly ring: Event[] = [];
  private forgottenUpTo = 0;

  constructor(
    readonly id: string,
    readonly identity: Identity,
    readonly startedAt: number,
  ) {}

  get connection(): Outlet | null {
    return this.outlet;
  }

  attach(outlet: Outlet): void {
    this.outlet = outlet;
    this.detachedAt = null;
  }

  /** Does nothing when another connection has taken over already. */
  detach(outlet: Outlet, now: number): void {
    if (this.outlet !== outlet) return;
    this.outlet = null;
    this.detachedAt = now;
  }

  /** Sends an event and keeps it for a replay; only keeps it while nobody is connected. Not, when the intents do not ask for it. */
  tell(happening: Happening): void {
    if (!hears(this.identity.intents, happening.type)) return;
    this.sequence += 1;
    const event = { ...happening, sequence: this.sequence };
    this.ring.push(event);
    this.outlet?.send(this.dispatch(event));
    if (this.ring.length <= RING * 1.2) return;
    this.forgottenUpTo = this.ring.splice(0, this.ring.length - RING).at(-1)?.sequence ?? 0;
  }

  /** Sends an event that a replay must not repeat, such as RESUMED. */
  tellOnce(type: string, data: unknown): void {
    this.sequence += 1;
    this.outlet?.send({ op: 0, t: type, s: this.sequence, d: data });
  }

  /** The events after `sequence`, in order, or `null` when some of them are forgotten. */
  missedSince(sequence: number): Dispatch[] | null {
    if (sequence < this.forgottenUpTo) return null;
    return this.ring.filter((event) => event.sequence > sequence).map((event) => this.dispatch(event));
  }

  private dispatch({ type, sequence, data }: Event): Dispatch {
    return { op: 0, t: type, s: sequence, d: data({ intents: this.identity.intents }) };
  }
}
