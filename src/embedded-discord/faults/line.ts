import type { Clock } from '../clock.js';
import type { Transcript } from '../control/transcript.js';
import { type Listener, isDeaf } from './deafness.js';
import type { StandingFaults } from './standing-faults.js';

/** What a line is watched and disturbed by. */
export interface LineTools {
  readonly clock: Clock;
  readonly faults: StandingFaults;
  readonly transcript: Transcript;
}

/** One payload on its way to the client. */
export interface Payload {
  readonly op: unknown;
  /** The event's name, `null` when it is no event. */
  readonly t: string | null;
  readonly text: string;
}

interface Waiting {
  readonly at: number;
  readonly bring: () => void;
}

/** The first frames of a session carry its name and end its replay; without them nothing after makes sense. */
const notEvents = new Set<unknown>(['READY', 'RESUMED']);

/** The way between one connection and its client: late, twice, or not at all. */
export class Line {
  /** Nothing gets through, in either direction. */
  isHeld = false;
  /** Events may be late while acknowledgements are not. */
  private readonly lanes: { readonly events: Waiting[]; readonly others: Waiting[] } = { events: [], others: [] };

  constructor(private readonly tools: LineTools) {}

  /** Brings a payload to the client: `put` is called with its text, perhaps later, twice, or never. */
  carry({ op, t, text }: Payload, listener: Listener | null, put: (text: string) => void): void {
    if (this.isHeld) return;
    const { faults } = this.tools;
    const shardId = listener?.identity.shardId ?? null;
    const isDispatch = op === 0;
    const lane = isDispatch ? this.lanes.events : this.lanes.others;
    const bring = (): void => {
      if (this.isHeld) return;
      this.note('out', shardId, text);
      put(text);
    };
    // On the way of every frame: an empty book must cost nothing.
    if (faults.isEmpty && lane.length === 0) return bring();
    const isEvent = isDispatch && !notEvents.has(t);
    if (isEvent && this.isLost(listener)) return;
    const isTwice = isEvent && faults.take('ws.duplicateSequence', { shardId }) !== null;
    const delayMs = this.delayMs(isDispatch, shardId);
    this.after(delayMs, lane, bring);
    if (isTwice) this.after(delayMs, lane, bring);
  }

  /** Runs an action once all dispatches before it are on their way. */
  afterDispatches(action: () => void): void {
    this.after(0, this.lanes.events, action);
  }

  private isLost(listener: Listener | null): boolean {
    const { faults } = this.tools;
    if (faults.take('ws.gap', listener?.identity)) return true;
    return listener !== null && isDeaf(faults, listener);
  }

  private delayMs(isDispatch: boolean, shardId: number | null): number {
    const { faults } = this.tools;
    const late = faults.take('ws.slow', { shardId });
    if (late) return late.delayMs;
    return isDispatch ? (faults.take('ws.lateDispatch', { shardId })?.delayMs ?? 0) : 0;
  }

  /** Takes note of what went over the line. */
  note(direction: 'in' | 'out', shard: number | null, text: string): void {
    this.tools.transcript.note({ at: this.tools.clock.now(), side: 'gateway', direction, about: { shard }, text });
  }

  /** What is of one kind never overtakes itself, also when a fault ends. */
  private after(delayMs: number, lane: Waiting[], bring: () => void): void {
    if (delayMs === 0 && lane.length === 0) return bring();
    lane.push({ at: performance.now() + this.tools.clock.span(delayMs), bring });
    if (lane.length === 1) this.wait(lane);
  }

  private wait(lane: Waiting[]): void {
    const first = lane[0];
    if (!first) return;
    const leave = (): void => {
      lane.shift();
      first.bring();
      this.wait(lane);
    };
    setTimeout(leave, first.at - performance.now()).unref();
  }
}
