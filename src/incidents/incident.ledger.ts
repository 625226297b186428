import { Injectable, Logger } from '@nestjs/common';
import { type Observable, Subject } from 'rxjs';
import { now } from '../bus/now.js';
import type { Incident, IncidentTransition } from '../model/incident.js';
import { IncidentBook } from '../store/incident.book.js';
import { Store } from '../store/store.js';

/** Milliseconds between two writes of an open incident whose story goes on. */
const WRITE_EVERY_MS = 5_000;
/** Milliseconds after which a change is told although it could not be stored: a full disk must not keep people from knowing. */
const TELL_AFTER_MS = 10_000;
/** Changes that wait for the store; there are never many. */
const MOST_WAITING = 1_000;

interface Waiting {
  readonly transition: IncidentTransition;
  readonly since: number;
  isTold: boolean;
}

/** Writes incidents down: a change first, and only then does anybody hear of it. */
@Injectable()
export class IncidentLedger {
  private readonly logger = new Logger('Incidents');
  private readonly stored = new Subject<IncidentTransition>();
  private waiting: Waiting[] = [];
  private story: Incident | null = null;
  private written: { readonly incident: Incident; readonly at: number } | null = null;
  private newest = 0;
  /** Numbers given anew because the store had others already, by when the incident was opened. */
  private readonly numbers = new Map<number, number>();
  /** What the store has in memory only, by when it was opened: it is written again once its place is to be had. */
  private readonly unkept = new Map<number, Waiting>();
  private readIn: unknown = null;
  private hasFailed = false;

  /** Openings and closings that are stored, or that could not be for ten seconds. */
  readonly transitions$: Observable<IncidentTransition> = this.stored.asObservable();

  constructor(
    private readonly book: IncidentBook,
    private readonly store: Store,
  ) {}

  /** The number of the next incident. */
  get nextId(): number {
    return this.newest + 1;
  }

  /** Reads what is there. @returns incidents that are still open, the newest first */
  async open(): Promise<readonly Incident[]> {
    const { db } = this.store;
    const found = await this.book.find({ isOpen: true, most: 100 });
    this.newest = Math.max(this.newest, await this.book.newestId());
    this.readIn = db;
    this.waiting = [...this.unkept.values(), ...this.waiting];
    this.unkept.clear();
    return found;
  }

  /** Whether the store is another one than was read: it came back, or had to begin anew. */
  get isElsewhere(): boolean {
    return this.readIn !== this.store.db;
  }

  take(transition: IncidentTransition): void {
    this.newest = Math.max(this.newest, transition.incident.id);
    this.waiting = [...this.waiting, { transition, since: now(), isTold: false }].slice(-MOST_WAITING);
    if (transition.change === 'closed') this.story = null;
  }

  /** The open incident as it stands now. */
  goOn(incident: Incident): void {
    this.story = incident;
  }

  /** Incidents that the store does not know as they stand, each once. */
  get unwritten(): readonly Incident[] {
    const newest = new Map(this.waiting.map(({ transition: { incident } }) => [incident.openedAt, incident]));
    return [...newest.values()].map((incident) => this.numbered(incident));
  }

  /** The incident with the number that it has in the store. */
  numbered(incident: Incident): Incident {
    return { ...incident, id: this.numbers.get(incident.openedAt) ?? incident.id };
  }

  /** Writes what waits. Never rejects. @param isLast whether to write an unfinished story at once */
  async tend(isLast = false): Promise<void> {
    try {
      await this.writeChanges();
      await this.writeStory(isLast);
      if (this.hasFailed) this.logger.log('Incidents are kept again');
      this.hasFailed = false;
    } catch (error) {
      if (!this.hasFailed) this.logger.error(error, 'An incident could not be written down: it waits in memory');
      this.hasFailed = true;
      this.tellLate();
    }
  }

  private async writeChanges(): Promise<void> {
    for (const one of [...this.waiting]) {
      await this.put(one.transition.incident, one.since);
      this.waiting = this.waiting.filter((other) => other !== one);
      this.tell(one);
    }
  }

  private async writeStory(isLast: boolean): Promise<void> {
    const { story, written } = this;
    if (!story || story === written?.incident) return;
    if (!isLast && written && now() - written.at < WRITE_EVERY_MS) return;
    await this.put(story, now());
    this.written = { incident: story, at: now() };
  }

  private async put(incident: Incident, at: number): Promise<void> {
    if (this.store.kept === 'memory') this.keepInMind(incident, at);
    if (await this.book.put(this.numbered(incident), at)) return;
    this.newest = Math.max(this.newest, await this.book.newestId()) + 1;
    this.numbers.set(incident.openedAt, this.newest);
    await this.book.put(this.numbered(incident), at);
  }

  private keepInMind(incident: Incident, since: number): void {
    const change = incident.endedAt === null ? 'opened' : 'closed';
    this.unkept.set(incident.openedAt, { transition: { change, incident }, since, isTold: true });
    const [oldest] = this.unkept.keys();
    if (oldest !== undefined && this.unkept.size > MOST_WAITING) this.unkept.delete(oldest);
  }

  private tellLate(): void {
    for (const one of this.waiting) if (now() - one.since >= TELL_AFTER_MS) this.tell(one);
  }

  private tell(one: Waiting): void {
    if (one.isTold) return;
    one.isTold = true;
    const { change, incident } = one.transition;
    this.stored.next({ change, incident: this.numbered(incident) });
  }
}
