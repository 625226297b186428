import type { Clock } from '../clock.js';
import type { Transcript } from '../control/transcript.js';
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

/** The first frames of a session carry its name and end its replay; without them nothing after makes sense. */
const notEvents = new Set<unknown>(['READY', 'RESUMED']);

/** The way between one connection and its client: late, twice, or not at all. */
export class Line {
  /** Nothing gets through, in either direction. */
  isHeld = false;
  private readonly queue: { readonly at: number; readonly bring: () => void }[] = [];

  constructor(private readonly tools: LineTools) {}

  /** Brings a payload to the client: `put` is called with its text, perhaps later, twice, or never. */
  carry({ op, t, text }: Payload, shardId: number | null, put: (text: string) => void): void {
    if (this.isHeld) return;
    const { faults } = this.tools;
    const isDispatch = op === 0;
    const isEvent = isDispatch && !notEvents.has(t);
    if (isEvent && faults.take('ws.gap', { shardId })) return;
    const isTwice = isEvent && faults.take('ws.duplicateSequence', { shardId }) !== null;
    const delayMs = this.delayMs(isDispatch, shardId);
    const bring = (): void => {
      if (this.isHeld) return;
      this.note('out', shardId, text);
      put(text);
    };
    this.after(delayMs, bring);
    if (isTwice) this.after(delayMs, bring);
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

  /** Frames never overtake each other, also when a fault ends. */
  private after(delayMs: number, bring: () => void): void {
    if (delayMs === 0 && this.queue.length === 0) return bring();
    this.queue.push({ at: performance.now() + this.tools.clock.span(delayMs), bring });
    if (this.queue.length === 1) this.wait();
  }

  private wait(): void {
    const first = this.queue[0];
    if (!first) return;
    const leave = (): void => {
      this.queue.shift();
      first.bring();
      this.wait();
    };
    setTimeout(leave, first.at - performance.now()).unref();
  }
}
