import type { Kysely, Logger } from 'kysely';
import type { Schema } from './schema.js';

export type OnFailure = (error: unknown) => void;

/** Hears of what fails, as Kysely tells it. */
export function failuresTo(onFailure: OnFailure): Logger {
  return (event) => {
    if (event.level === 'error') onFailure(event.error);
  };
}

/** A place that outlives the process, and how it is opened, looked after and left. */
export abstract class Place {
  abstract readonly kept: 'file' | 'database';

  /**
   * Opens it, and brings its tables up to date. No second process may use it until `close`.
   *
   * @param onFailure is told of each query that fails
   * @throws {Conflict} when another process uses it
   * @throws {InvalidSettings} when it can never be opened with these settings
   */
  abstract open(onFailure: OnFailure): Promise<Kysely<Schema>>;

  /** Looks whether it is still ours, and takes it again where it is not. Rejects when it is not. */
  abstract look(): Promise<void>;

  /** Keeps a damaged one under another name, so that `open` begins a new one. @returns whether it could */
  abstract setAside(): boolean;

  /** Lets others use it. Whoever called `open` has destroyed what it gave. */
  abstract close(): Promise<void>;

  /** What is wrong with it, in a few words, and where to look. */
  abstract wordsFor(error: unknown): { readonly reason: string; readonly advice: string };
}
