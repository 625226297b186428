import { Injectable } from '@nestjs/common';
import { Unavailable } from '../model/errors.js';
import type { LogEntry } from '../model/log-entry.js';
import { type LogFilter, matches } from '../model/log-filter.js';
import { EventBook, type EventQuestion } from '../store/event.book.js';
import { EventLog } from './event-log.js';

export interface EventPage {
  /** Newest first. */
  readonly entries: readonly LogEntry[];
  /** What `before` is for the next page; `null` when this is the last. */
  readonly next: number | null;
}

/** Reads the event log, up to this moment. */
@Injectable()
export class EventReader {
  constructor(
    private readonly book: EventBook,
    private readonly log: EventLog,
  ) {}

  /** @throws {Unavailable} when the store does not answer */
  async read({ filter, before, most }: EventQuestion): Promise<EventPage> {
    // First what is not written yet: what is written meanwhile is found twice, and not missed.
    const unwritten = this.unwritten(filter, before);
    const stored = await this.stored({ filter, before, most: most + 1 });
    const known = new Set(stored.map(({ id }) => id));
    const all = [...unwritten.filter(({ id }) => !known.has(id)), ...stored].sort((a, b) => b.id - a.id);
    const entries = all.slice(0, most);
    return { entries, next: all.length > most ? (entries.at(-1)?.id ?? null) : null };
  }

  /** Of the last 500 entries of this process, newest first. It asks nobody. */
  recent(filter: LogFilter): readonly LogEntry[] {
    return this.log.recent.filter((entry) => matches(entry, filter)).reverse();
  }

  private unwritten(filter: LogFilter, before: number | null): readonly LogEntry[] {
    return this.log.unwritten.filter((entry) => (before === null || entry.id < before) && matches(entry, filter));
  }

  private async stored(question: EventQuestion): Promise<readonly LogEntry[]> {
    try {
      return await this.book.search(question);
    } catch (error) {
      throw new Unavailable('the event log', error);
    }
  }
}
