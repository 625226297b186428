import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { now } from '../bus/now.js';
import { Redaction } from '../config/redaction.js';
import { type LogDetail, type LogEntry, type LogNote, idAfter, logNote } from '../model/log-entry.js';
import { FloodGate } from './flood-gate.js';

/** Entries that wait while nothing can be written; the oldest go first. */
const MOST_WAITING = 5_000;
/** Entries that are remembered for those who come back, the newest. */
const RECENT_KEPT = 500;
/** Characters. */
const LONGEST_TEXT = 500;
const LONGEST_NAME = 100;
const LONGEST_DETAIL = 2_000;
/** Things that open in place. */
const MOST_DETAILS = 20;

/**
 * Where everything is told that belongs into the event log. It takes secrets out, shortens what is too long, holds back
 * floods, and gives each entry its id. `EventKeeper` writes it down.
 */
@Injectable()
export class EventLog {
  /** Every entry, as soon as it is there. */
  readonly entries$ = new Subject<LogEntry>();
  private readonly gate = new FloodGate();
  private waiting: LogEntry[] = [];
  private newest: LogEntry[] = [];
  private lastId = 0;
  private lostCount = 0;

  constructor(private readonly redaction: Redaction) {}

  /** Entries that nobody has written down yet, oldest first. */
  get unwritten(): readonly LogEntry[] {
    return this.waiting;
  }

  /** The last 500 entries of this process, oldest first. */
  get recent(): readonly LogEntry[] {
    return this.newest;
  }

  note(note: LogNote): void {
    const at = now();
    this.tick(at);
    if (this.gate.admits(note, at)) this.add(note, at);
  }

  /** Says what a flood has left out, as soon as it is known. */
  tick(at: number): void {
    for (const note of this.gate.over(at)) this.add(note, at);
  }

  /** These are in the store now. */
  written(entries: readonly LogEntry[]): void {
    const last = entries.at(-1)?.id ?? 0;
    this.waiting = this.waiting.filter(({ id }) => id > last);
    if (this.lostCount === 0) return;
    const count = this.lostCount.toLocaleString('en-GB');
    this.lostCount = 0;
    this.add(
      logNote({ level: 'warn', source: 'process', text: `${count} lines of this log could not be kept` }),
      now(),
    );
  }

  private add(note: LogNote, at: number): void {
    this.lastId = idAfter(this.lastId, at);
    const entry: LogEntry = { id: this.lastId, ...this.presentable(note) };
    this.waiting.push(entry);
    if (this.waiting.length > MOST_WAITING) {
      this.waiting.shift();
      this.lostCount += 1;
    }
    this.newest.push(entry);
    if (this.newest.length > RECENT_KEPT) this.newest.shift();
    this.entries$.next(entry);
  }

  private presentable({ text, subject, guildName, detail, ...note }: LogNote): LogNote {
    const short = (value: string, most: number) => this.redaction.redact(value).slice(0, most);
    return {
      ...note,
      text: short(text, LONGEST_TEXT),
      subject: subject === null ? null : short(subject, LONGEST_NAME),
      guildName: guildName === null ? null : short(guildName, LONGEST_NAME),
      detail: this.presentableDetail(detail),
    };
  }

  private presentableDetail(detail: LogDetail): LogDetail {
    const { redact } = this.redaction;
    const shown = Object.entries(detail).slice(0, MOST_DETAILS);
    return Object.fromEntries(
      shown.map(([name, value]) => [name, typeof value === 'string' ? redact(value).slice(0, LONGEST_DETAIL) : value]),
    );
  }
}
