import { Logger } from '@nestjs/common';
import { now } from '../bus/now.js';
import type { KeptTelling, NewTelling, TellingBook } from '../store/telling.book.js';
import type { Telling } from './telling.js';

/** Entries that are written down at once. */
const AT_ONCE = 100;

/** How an entry ends. */
export type End = 'told' | 'given_up';

interface Owed {
  readonly telling: Telling;
  /** `null` while it waits. */
  readonly end: End | null;
}

/** The book of tellings for one receiver. A store that fails holds nobody up: what it should have is written once it can be. */
export class Journal {
  private readonly logger = new Logger('Alerts');
  /** What the store does not know as it stands, by id. */
  private readonly owed = new Map<string, Owed>();
  private hasFailed = false;

  constructor(
    private readonly book: TellingBook,
    private readonly receiver: string,
  ) {}

  /** Writes down what is new. @returns what the store says of each, by id; nothing when it has failed */
  async add(tellings: readonly Telling[]): Promise<ReadonlyMap<string, KeptTelling>> {
    const kept = new Map<string, KeptTelling>();
    for (let from = 0; from < tellings.length; from += AT_ONCE) {
      const some = tellings.slice(from, from + AT_ONCE);
      const write = async (): Promise<void> => {
        for (const one of await this.book.add(this.receiver, some.map(entry))) kept.set(one.id, one);
      };
      if (!(await this.written(write))) for (const telling of some) this.owed.set(telling.id, { telling, end: null });
    }
    return kept;
  }

  /** Takes them, so that nobody else tells them. @returns those that somebody else has; none when the store has failed */
  async claim(ids: readonly string[]): Promise<ReadonlySet<string>> {
    let foreign: readonly string[] = [];
    await this.written(async () => void (foreign = await this.book.claim(this.receiver, ids, now())));
    return new Set(foreign);
  }

  /** Writes down how they stand now. @param end how they ended; `null` when they wait again */
  async keep(tellings: readonly Telling[], end: End | null): Promise<void> {
    for (let from = 0; from < tellings.length; from += AT_ONCE) {
      const some = tellings.slice(from, from + AT_ONCE);
      const isWritten = await this.written(() => this.write(some, end));
      for (const telling of some) {
        if (isWritten) this.owed.delete(telling.id);
        else this.owed.set(telling.id, { telling, end });
      }
    }
  }

  /** Writes down what could not be written before, or only in memory. Never rejects. */
  async settle(): Promise<void> {
    if (!this.book.isLasting) return;
    for (const { telling, end } of [...this.owed.values()]) {
      await this.keep([telling], end);
      if (this.hasFailed) return;
    }
  }

  private async write(tellings: readonly Telling[], end: End | null): Promise<void> {
    const { book, receiver } = this;
    await book.add(receiver, tellings.map(entry)); // the store may have had no room for it until now
    if (end !== null) return book.close(receiver, tellings.map(idOf), { state: end, at: now() });
    for (const telling of tellings) await book.postpone(receiver, [telling.id], telling);
  }

  /** Whether something is written for good. A store that fails is said once. */
  private async written(write: () => Promise<void>): Promise<boolean> {
    try {
      await write();
      this.hasFailed = false;
      return this.book.isLasting;
    } catch (error) {
      if (!this.hasFailed) this.logger.error(error, 'What is told cannot be written down: it is told from memory');
      this.hasFailed = true;
      return false;
    }
  }
}

function entry({ id, createdAt, transition: { change, incident } }: Telling): NewTelling {
  return { id, createdAt, change, incidentId: incident.id };
}

function idOf({ id }: Telling): string {
  return id;
}
