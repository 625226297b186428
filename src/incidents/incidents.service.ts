import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Observable, type Subscription, exhaustMap, interval, tap } from 'rxjs';
import { now } from '../bus/now.js';
import type { Incident, IncidentTransition } from '../model/incident.js';
import { incidentNote } from '../model/log-words.js';
import { EventLog } from '../monitor/event-log.js';
import { IncidentLedger } from './incident.ledger.js';
import { IncidentWatcher } from './incident.watcher.js';
import { Past } from './past.js';

const LOOK_EVERY_MS = 1_000;

/** Notes what goes wrong, since when, and whose fault it is. Everything is stored before anybody is told. */
@Injectable()
export class IncidentsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Incidents');
  private readonly changes = new Logger('Incident changes');
  private subscriptions: Subscription[] = [];

  constructor(
    private readonly watcher: IncidentWatcher,
    private readonly ledger: IncidentLedger,
    private readonly past: Past,
    private readonly log: EventLog,
  ) {}

  /** Openings and closings, each once it is stored. */
  get transitions$(): Observable<IncidentTransition> {
    return this.ledger.transitions$;
  }

  /** The incident that is open; `null` while there is none. */
  get open(): Incident | null {
    const { open } = this.watcher;
    return open && this.ledger.numbered(open);
  }

  /** The incident that is open, as it stands now, and those that wait for a store that fails. */
  get present(): readonly Incident[] {
    const { open } = this;
    const others = this.ledger.unwritten.filter(({ id }) => id !== open?.id);
    return open ? [open, ...others] : others;
  }

  async onApplicationBootstrap(): Promise<void> {
    const told = this.ledger.transitions$.subscribe((transition) => this.note(transition));
    await this.goOn();
    // Written in the same turn in which it is noticed: no page shows what a crash could still undo.
    const looks = interval(LOOK_EVERY_MS).pipe(
      tap(() => this.look()),
      exhaustMap(() => this.tend()),
    );
    this.subscriptions = [looks.subscribe(), told];
  }

  async onModuleDestroy(): Promise<void> {
    this.subscriptions[0]?.unsubscribe();
    await this.tend(true);
    for (const subscription of this.subscriptions) subscription.unsubscribe();
  }

  /** Takes up what the process before left. A store that does not answer costs the past, and not the bot. */
  private async goOn(): Promise<void> {
    try {
      const [open = null, ...forgotten] = await this.ledger.open();
      this.closeAll(forgotten);
      this.watcher.goOnFrom(this.past.watchFrom(open, this.ledger.nextId));
    } catch (error) {
      this.logger.error(error, 'The incidents of before could not be read');
    }
    const { open } = this;
    if (open?.kind === 'crash' && open.id === this.ledger.nextId)
      this.ledger.take({ change: 'opened', incident: open });
    if (open) this.ledger.goOn(open);
    await this.ledger.tend(true);
    await this.past
      .noted()
      .catch((error: unknown) => this.logger.warn(error, 'That it lives could not be written down'));
  }

  private look(): void {
    const transition = this.watcher.look(this.ledger.nextId);
    if (transition) this.ledger.take(transition);
    const { open } = this;
    if (open) this.ledger.goOn(open);
  }

  /** Never rejects. */
  private async tend(isLast = false): Promise<void> {
    if (this.ledger.isElsewhere) await this.settleIn();
    await this.ledger.tend(isLast);
  }

  /** The store came back, or began anew: what is open there is not what is watched here. */
  private async settleIn(): Promise<void> {
    try {
      const found = await this.ledger.open();
      this.closeAll(found.filter(({ openedAt }) => openedAt !== this.open?.openedAt));
    } catch (error) {
      this.logger.error(error, 'The incidents in the store could not be read');
    }
  }

  private closeAll(incidents: readonly Incident[]): void {
    for (const incident of incidents) this.ledger.take({ change: 'closed', incident: { ...incident, endedAt: now() } });
  }

  private note({ change, incident }: IncidentTransition): void {
    const note = incidentNote({ change, incident });
    this.changes[change === 'opened' ? 'warn' : 'log'](note.text);
    this.log.note(note);
  }
}
