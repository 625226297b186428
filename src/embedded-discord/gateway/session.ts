import type { Happening, Viewer } from '../world/happening.js';
import type { Wire } from '../wire.js';
import type { Identity } from './identify.js';
import { hears } from './intents.js';
import { Telling } from './telling.js';

/** How many events can be replayed at most; older ones are forgotten and a client that missed one must identify again. */
const RING = 5_000;

/** What is kept of an event: who can write it again, not what was written. */
interface Event {
  readonly sequence: number;
  readonly happening: Happening;
}

/** One dispatch as it goes out, its payload written already. */
export interface Dispatch {
  readonly type: string;
  readonly sequence: number;
  /** The `d`, as JSON. */
  readonly json: string;
}

/** Where dispatches go while a client is connected. */
export interface Outlet {
  /** The path the client came by. */
  readonly path: string;
  /** Bytes that are written and have not left yet. */
  readonly backlogBytes: number;
  /** Epoch milliseconds of our own clock since when nothing gets through; `null` while it does. */
  readonly silentSince: number | null;
  /** When the first heartbeat came that was not acknowledged on purpose; `null` when the last one was acknowledged. */
  readonly unacknowledgedSince: number | null;
  dispatch(dispatch: Dispatch): void;
  /** Sends a payload that is no dispatch. */
  send(payload: Wire): void;
  /** Runs an action when all dispatches before it have gone out. */
  afterDispatches(action: () => void): void;
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
  /** Once nobody is connected it cannot be resumed any more. */
  isForgotten = false;
  /** The guilds that belong to READY have been sent. */
  hasGuilds = false;
  /** Somebody is connected who got READY and its guilds, or RESUMED: what happens now goes out. */
  isServing = false;
  /** Called when that may have changed, or what stands in the way of it. */
  whenServiceChanges: () => void = () => undefined;
  /** What the client last said about itself, in Discord's form: https://docs.discord.com/developers/events/gateway-events#update-presence */
  presence: Wire | null;
  readonly viewer: Viewer;
  private outlet: Outlet | null = null;
  private readonly ring: Event[] = [];
  private forgottenUpTo = 0;

  /** @param ringLimit how many events it may keep, asked anew each time */
  constructor(
    readonly id: string,
    readonly identity: Identity,
    readonly startedAt: number,
    private readonly ringLimit = (): number => RING,
  ) {
    this.presence = identity.presence;
    this.viewer = { intents: identity.intents, largeThreshold: identity.largeThreshold };
  }

  get connection(): Outlet | null {
    return this.outlet;
  }

  attach(outlet: Outlet): void {
    this.outlet = outlet;
    this.detachedAt = null;
    this.setServing(false);
  }

  /** Does nothing when another connection has taken over already. */
  detach(outlet: Outlet, now: number): void {
    if (this.outlet !== outlet) return;
    this.outlet = null;
    this.detachedAt = now;
    this.setServing(false);
  }

  /** All that comes before ordinary events has been sent, or had been before and RESUMED was: whoever is connected is served. */
  serve(): void {
    const { outlet } = this;
    outlet?.afterDispatches(() => {
      if (this.outlet === outlet) this.setServing(true);
    });
  }

  /** Sends an event and keeps it for a replay; only keeps it while nobody is connected. Not, when the intents do not ask for it. */
  tell(happening: Happening, telling = new Telling(happening)): void {
    if (!hears(this.identity.intents, happening)) return;
    this.sequence += 1;
    this.keep({ sequence: this.sequence, happening });
    if (!this.outlet) return;
    this.outlet.dispatch({ type: happening.type, sequence: this.sequence, json: telling.jsonFor(this.viewer) });
  }

  /** Sends an event that a replay must not repeat, such as RESUMED. */
  tellOnce(type: string, data: unknown): void {
    this.sequence += 1;
    this.outlet?.dispatch({ type, sequence: this.sequence, json: JSON.stringify(data ?? null) });
  }

  /** Sends an event with a number that was given out already: whoever resumes from it next misses nothing. */
  tellAgainAt(sequence: number, type: string, data: unknown): void {
    this.outlet?.dispatch({ type, sequence, json: JSON.stringify(data ?? null) });
  }

  /** Whether all events after `sequence` are still known. */
  remembers(sequence: number): boolean {
    return sequence >= this.forgottenUpTo;
  }

  /** Sends the events after `sequence` again, in order and with their old numbers. */
  replay(sequence: number): void {
    const first = this.ring.findIndex((event) => event.sequence > sequence);
    if (first < 0) return;
    for (const { sequence: number, happening } of this.ring.slice(first)) {
      const json = JSON.stringify(happening.data(this.viewer) ?? null);
      this.outlet?.dispatch({ type: happening.type, sequence: number, json });
    }
  }

  private setServing(isServing: boolean): void {
    this.isServing = isServing;
    this.whenServiceChanges();
  }

  private keep(event: Event): void {
    this.ring.push(event);
    const limit = Math.min(RING, this.ringLimit());
    // A fifth more, so that the ring is cut now and then and not at every event.
    if (this.ring.length <= limit * 1.2) return;
    this.forgottenUpTo = this.ring.splice(0, this.ring.length - limit).at(-1)?.sequence ?? 0;
  }
}
