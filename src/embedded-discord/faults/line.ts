import type { Clock } from '../clock.js';
import type { Transcript } from '../control/transcript.js';
import type { StandingFaults } from './standing-faults.js';

/** What a line is watched and disturbed by. */
export interface LineTools {
  readonly clock: Clock;
  readonly faults: StandingFaults;
  readonly transcript: Transcript;
}

/** The first frames of a session carry its name and end its replay; without them nothing after makes sense. */
const notEvents = new Set<unknown>(['READY', 'RESUMED']);

/** The way between one connection and its client: late, twice, or not at all. */
export class Line {
  /** Nothing gets through, in either direction. */
  isHeld = false;
  private busyUntil = 0;

  constructor(private readonly tools: LineTools) {}

  /** Brings a frame to the client: `put` is called with its text, perhaps later, twice, or never. */
  carry(frame: { readonly op: unknown; readonly t: string | null; readonly text: string }, shardId: number | null, put: (text: string) => void): void {
    if (this.isHeld) return;
    const { faults } = this.tools;
    const isDispatch = frame.op === 0;
    const isEvent = isDispatch && !notEvents.has(frame.t);
    if (isEvent && faults.take('ws.gap', { shardId })) return;
    const isTwice = isEvent && faults.take('ws.duplicateSequence', { shardId }) !== null;
    const late = faults.take('ws.slow', { shardId }) ?? (isDispatch ? faults.take('ws.lateDispatch', { shardId }) : null);
    const { text } = frame;
    const bring = (): void => {
      if (this.isHeld) return;
      this.note('out', shardId, text);
      put(text);
    };
    this.after(late?.delayMs ?? 0, bring);
    if (isTwice) this.after(late?.delayMs ?? 0, bring);
  }

  /** Takes note of what the client sent. */
  note(direction: 'in' | 'out', shard: number | null, text: string): void {
    this.tools.transcript.note({ at: this.tools.clock.now(), side: 'gateway', direction, about: { shard }, text });
  }

  /** Frames never overtake each other, also when a fault ends. */
  private after(delayMs: number, bring: () => void): void {
    const now = performance.now();
    const at = Math.max(now + this.tools.clock.span(delayMs), this.busyUntil);
    if (at <= now) return bring();
    this.busyUntil = at;
    setTimeout(bring, at - now).unref();
  }
}
