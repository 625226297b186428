import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { opened } from '../make-incident.js';
import { historyPoint, logEntry } from '../make.js';

const PROGRAM = new URL('writer.mjs', import.meta.url);
/** Entries of the event log that are written at once. */
export const ENTRIES_AT_ONCE = 20;
const work = {
  incident: opened(0).incident,
  point: historyPoint(),
  entries: Array.from({ length: ENTRIES_AT_ONCE }, () => logEntry()),
};

/** What a writer had written down for good when it was killed. */
export interface Written {
  /** Openings and closings, as they were told. */
  readonly transitions: readonly string[];
  readonly eventCount: number;
  readonly pointCount: number;
}

/** A process that does nothing but write into a store. */
export class Writer {
  private said = '';
  private complaints = '';

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.complaints += chunk.toString()));
  }

  /** Resolves once it is ready to begin. */
  static async prepare(): Promise<Writer> {
    const child = fork(PROGRAM, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [], serialization: 'advanced' });
    const writer = new Writer(child);
    await once(child, 'message');
    return writer;
  }

  begin(folder: string): void {
    this.child.send({ folder, ...work });
  }

  /** Whether something is written already, or never will be. */
  get hasBegun(): boolean {
    return this.said.includes('\n') || this.child.exitCode !== null;
  }

  /** SIGKILL. @returns what it has said up to then; half a line was not said */
  async kill(): Promise<Written> {
    const { child } = this;
    if (child.exitCode !== null) throw new Error(`The writer ended by itself: ${this.complaints}`);
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    const lines = this.said.split('\n').slice(0, -1);
    const of = (word: string) => lines.filter((line) => line.startsWith(`${word} `));
    return {
      transitions: lines.filter((line) => /^(opened|closed) /.test(line)),
      eventCount: of('events').length * ENTRIES_AT_ONCE,
      pointCount: of('history').length,
    };
  }
}
