import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subscription, exhaustMap, filter, timer } from 'rxjs';
import { now } from '../bus/now.js';
import type { Incident, IncidentSummary } from '../model/incident.js';
import { IncidentReader } from './incident.reader.js';
import { IncidentsService } from './incidents.service.js';

const DAY_MS = 86_400_000;
/** Milliseconds: as far back as charts reach. */
const KEPT_MS = 90 * DAY_MS;
const MOST_KEPT = 200;
/** Milliseconds between two looks whether the store is to be read: every ten minutes, and at once where it could not be. */
const LOOK_EVERY_MS = 10_000;
const READ_EVERY_MS = 600_000;

/** The incidents of the last 90 days at hand: pages that are drawn every second do not ask the store each time. */
@Injectable()
export class RecentIncidents implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private known: readonly IncidentSummary[] = [];
  private changed: Incident | null = null;
  private readAt: number | null = null;
  private readonly subscription = new Subscription();

  constructor(
    private readonly reader: IncidentReader,
    private readonly incidents: IncidentsService,
  ) {}

  /** Whether the store has been read: before, nothing says that there was none. */
  get isRead(): boolean {
    return this.readAt !== null;
  }

  /** Newest first, 200 at most; the open one as it stands now. */
  get all(): readonly IncidentSummary[] {
    const { open } = this.incidents;
    return open ? withNewest(this.known, open) : this.known;
  }

  /** The open incident, or the one that changed last, with all that is known of it; `null` when it is another. */
  whole(id: number): Incident | null {
    return [this.incidents.open, this.changed].find((incident) => incident?.id === id) ?? null;
  }

  onModuleInit(): void {
    this.subscription.add(this.incidents.transitions$.subscribe(({ incident }) => this.take(incident)));
  }

  onApplicationBootstrap(): void {
    const looks = timer(0, LOOK_EVERY_MS).pipe(
      filter(() => this.readAt === null || now() - this.readAt >= READ_EVERY_MS),
      exhaustMap(() => this.read()),
    );
    this.subscription.add(looks.subscribe());
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  private take(incident: Incident): void {
    this.changed = incident;
    this.known = withNewest(this.known, incident);
  }

  /** Never rejects: what was known before stays known. */
  private async read(): Promise<void> {
    try {
      const { incidents } = await this.reader.read({ since: now() - KEPT_MS, most: MOST_KEPT });
      const known = incidents.map(summary);
      this.known = this.changed ? withNewest(known, this.changed) : known;
      this.readAt = now();
    } catch {
      return;
    }
  }
}

function withNewest(known: readonly IncidentSummary[], incident: Incident): readonly IncidentSummary[] {
  const others = known.filter(({ id }) => id !== incident.id);
  return [summary(incident), ...others].sort((a, b) => b.id - a.id).slice(0, MOST_KEPT);
}

/** Without what is long and no list shows. */
function summary({ evidence: _evidence, timeline: _timeline, lastWords: _words, ...rest }: Incident): IncidentSummary {
  return rest;
}
