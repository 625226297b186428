import type { Deed } from './may.js';
import type { Who } from './who.js';

/**
 * How an action stands. `begun`: written before anything was done. `unknown`: the process ended before it was known what
 * came of it.
 */
export type AuditOutcome = 'begun' | 'done' | 'failed' | 'refused' | 'unknown';

export const auditOutcomes: readonly AuditOutcome[] = ['begun', 'done', 'failed', 'refused', 'unknown'];

/** What is written down and needs no role: coming, a link to come by, going, and a request to a route that is open to everybody. */
export const openDeeds = ['signin', 'signin.link', 'signout', 'request'] as const;

/** What an entry is about. */
export type AuditDeed = Deed | (typeof openDeeds)[number];

/** What is known of an action before it is done. */
export interface AuditSubject {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly who: Who;
  /** Address it was asked from, or the name of the machine's user; `null` where there is none, as for a slash command. */
  readonly from: string | null;
  readonly deed: AuditDeed;
  /** What it is done to, in words of ours: `shard 3`. */
  readonly target: string;
  /** In the words of whoever asks; text by people. */
  readonly reason: string;
  /** How it was, in words; `null` where that says nothing. */
  readonly before: string | null;
  /** How it is meant to be, in words; `null` where that says nothing. */
  readonly after: string | null;
  /** Names the request, so that one that is repeated is known; `null` where nothing can be repeated. */
  readonly request: string | null;
  /** Tells the whole of what was asked for from anything else; `undefined` where nothing can be repeated, and in rows of old. */
  readonly fingerprint?: string;
}

/** One action, as people read it: its beginning and its end. */
export interface AuditEntry extends AuditSubject {
  /** From 1, without a gap among all rows; an end has a number of its own. */
  readonly number: number;
  readonly outcome: AuditOutcome;
  /** What came of it, in words; `null` while it is not known. */
  readonly detail: string | null;
  /** Epoch milliseconds; `null` while it goes on. */
  readonly completedAt: number | null;
  /** SHA-256 over its row and the hash of the row before, in hexadecimal. */
  readonly hash: string;
  readonly previousHash: string;
}

/** What comes before the first row. */
export const FIRST_HASH = '0'.repeat(64);

/** The last row, kept apart from the rows: without it a row that was deleted at the end would not be missed. */
export interface AuditHead {
  /** 0 before the first. */
  readonly number: number;
  readonly hash: string;
}

/** `41:9f2c...`, as the log has it. */
export function headWords({ number, hash }: AuditHead): string {
  return `${number}:${hash}`;
}

/** The head of a line of the log; `null` when it is none. */
export function readHead(words: string): AuditHead | null {
  const [, number, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(words.trim()) ?? [];
  return number !== undefined && hash !== undefined ? { number: Number(number), hash } : null;
}

/** JSON in which the same content is always the same text: names in order, no blanks. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}
