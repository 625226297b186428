import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Lines of the process before that are kept for its incident. */
const LINES_KEPT = 30;
const LONGEST_LINE = 300;
/** Bytes of one of the two files. */
const MOST_BYTES = 128 * 1024;
/** Lines that wait until it is known where to write. */
const MOST_WAITING = 200;
const OWNER_ONLY = 0o600;
/** The log is the one place for it: what is kept here stands in an incident for all who may look, and a link makes an admin. */
const LINK_SECRET = /(?<=\/signin\/link\/)[\w-]+/g;

const levelWords: Readonly<Record<number, string>> = { 10: 'TRACE', 20: 'DEBUG', 30: 'INFO', 40: 'WARN', 50: 'ERROR' };

/**
 * Keeps the last lines of the log in a small file, so that the next process can say what this one said before it was killed.
 * Each line is written at once. A disk that is full costs the lines, and nothing else.
 */
export class LastWords {
  private path: string | null = null;
  private bytes = 0;
  private waiting: string[] = [];

  /** Last lines of the process before this one, oldest first. */
  before: readonly string[] = [];

  /** Reads what is there, and begins anew. @param path of the file; only a process that holds the store's lock may write there */
  begin(path: string): void {
    this.path = path;
    try {
      mkdirSync(dirname(path), { recursive: true });
      this.before = [...linesOf(`${path}.old`), ...linesOf(path)].slice(-LINES_KEPT).map(inWords);
      for (const old of [`${path}.old`, path]) rmSync(old, { force: true });
    } catch {
      this.before = [];
    }
    for (const line of this.waiting.splice(0)) this.write(line);
  }

  /** @param said a line as the log has it, with its line end and without secrets */
  write(said: string): void {
    const line = said.replace(LINK_SECRET, '[redacted]');
    if (this.path === null) {
      if (this.waiting.length < MOST_WAITING) this.waiting.push(line);
      return;
    }
    try {
      if (this.bytes > MOST_BYTES) this.turn(this.path);
      appendFileSync(this.path, line, { mode: OWNER_ONLY });
      this.bytes += line.length;
    } catch {
      return;
    }
  }

  private turn(path: string): void {
    renameSync(path, `${path}.old`);
    this.bytes = 0;
  }
}

function linesOf(path: string): readonly string[] {
  if (!existsSync(path) || statSync(path).size > 2 * MOST_BYTES) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** `12:03:04 WARN Gateway: Shard 2 lost its connection`; a line that is cut off stays as it is. */
function inWords(line: string): string {
  try {
    const { time, level, context, msg, err } = JSON.parse(line) as Record<string, unknown>;
    const at = new Date(Number(time)).toISOString().slice(11, 19);
    const cause = err && typeof err === 'object' && 'message' in err ? ` (${String(err.message)})` : '';
    const part = typeof context === 'string' ? context : 'Shardwatch';
    const text = `${at} ${levelWords[Number(level)] ?? 'FATAL'} ${part}: ${String(msg)}${cause}`;
    return text.slice(0, LONGEST_LINE);
  } catch {
    return line.slice(0, LONGEST_LINE);
  }
}
