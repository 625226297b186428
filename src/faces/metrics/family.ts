import type { Availability } from '../../model/availability.js';
import type { Instance } from '../../model/instance.js';
import type { Limits } from '../../model/limits.js';
import type { Status } from '../../model/status.js';

/** What is known when Prometheus asks. */
export interface Scrape {
  readonly status: Status;
  readonly availability: Availability;
  readonly limits: Limits;
  /** The process that is asked; `null` before it has measured itself. */
  readonly instance: Instance | null;
  /** Seconds of CPU time that this process has used since it started. */
  readonly cpuSeconds: number;
}

/** Ids and words of ours; never text by strangers. */
export type Labels = Readonly<Record<string, string>>;

export interface Sample {
  readonly labels: Labels;
  readonly value: number;
}

/** One metric: its name with its unit, and how it is read. A sample that is not known is left out; it is never 0. */
export interface Family {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  readonly read: (scrape: Scrape) => readonly Sample[];
}

/** A number, or nothing where it is not known. */
export type Known = number | null | undefined;

export function gauge(name: string, help: string, read: (scrape: Scrape) => Known): Family {
  return { name, type: 'gauge', help, read: (scrape) => sample(read(scrape)) };
}

/** @param read the total since the process started, unless `help` says otherwise */
export function counter(name: string, help: string, read: (scrape: Scrape) => Known): Family {
  return { ...gauge(name, help, read), type: 'counter' };
}

/** No sample of what is not known. */
export function sample(value: Known, labels: Labels = {}): readonly Sample[] {
  return value === null || value === undefined ? [] : [{ labels, value }];
}

/** A thing that is in exactly one of some states. */
export interface State<Word extends string> {
  /** Name of the label that holds the word. */
  readonly label: string;
  /** Every word that there is. */
  readonly words: Readonly<Record<Word, unknown>>;
  readonly now: Word | undefined;
  /** What else tells this thing from others. */
  readonly labels?: Labels;
}

/** One sample for each word: 1 for the present one, 0 for the others. None while it is not known. */
export function oneHot<Word extends string>({ label, words, now, labels }: State<Word>): readonly Sample[] {
  if (now === undefined) return [];
  return Object.keys(words).map((word) => ({ labels: { ...labels, [label]: word }, value: word === now ? 1 : 0 }));
}

export function seconds(ms: Known): number | null {
  return ms === null || ms === undefined ? null : ms / 1_000;
}

/** Seconds since `at` (epoch milliseconds). */
export function age(at: Known, { status }: Scrape): number | null {
  return at === null || at === undefined ? null : Math.max(0, status.at - at) / 1_000;
}

/** Seconds until `at` (epoch milliseconds); 0 when it is over. */
export function left(at: number, { status }: Scrape): number {
  return Math.max(0, at - status.at) / 1_000;
}
