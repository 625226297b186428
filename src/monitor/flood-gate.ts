import { type LogNote, logNote } from '../model/log-entry.js';

/** Milliseconds for which is counted. */
const WINDOW_MS = 5_000;
/** Notes of one source and level that pass in that time: 20 a second. */
const MOST_PASSING = 100;

interface Window {
  readonly since: number;
  readonly kind: Pick<LogNote, 'source' | 'level'>;
  passedCount: number;
  leftOutCount: number;
}

/** Lets through what a log can bear; of a flood the rest is counted, and said in one line. Times are epoch milliseconds. */
export class FloodGate {
  private readonly windows = new Map<string, Window>();

  /** Whether a note may pass. */
  admits({ source, level }: LogNote, at: number): boolean {
    const key = `${source} ${level}`;
    const window = this.windows.get(key) ?? { since: at, kind: { source, level }, passedCount: 0, leftOutCount: 0 };
    this.windows.set(key, window);
    if (window.passedCount >= MOST_PASSING) {
      window.leftOutCount += 1;
      return false;
    }
    window.passedCount += 1;
    return true;
  }

  /** Ends the windows that are over. @returns a line for each that had more than it could bear */
  over(at: number): readonly LogNote[] {
    const ended = [...this.windows].filter(([, { since }]) => at - since >= WINDOW_MS);
    for (const [key] of ended) this.windows.delete(key);
    return ended.flatMap(([, window]) => (window.leftOutCount > 0 ? [leftOut(window)] : []));
  }
}

function leftOut({ kind, passedCount, leftOutCount }: Window): LogNote {
  const count = leftOutCount.toLocaleString('en-GB');
  const text = `Too many lines of this kind at once: ${count} more were left out`;
  return logNote({ ...kind, text, detail: { written: passedCount, leftOut: leftOutCount } });
}
