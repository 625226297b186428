import { Injectable } from '@nestjs/common';
import { now } from '../bus/now.js';
import { AlertSettings } from '../config/alert.settings.js';
import type { IncidentTransition } from '../model/incident.js';
import { IncidentBook } from '../store/incident.book.js';
import { TellingBook } from '../store/telling.book.js';
import { Notifier } from './notifier.js';
import { changedAt } from './telling.js';

/** Milliseconds. What is older is no news. */
const NEWS_FOR_MS = 24 * 3_600_000;

/** What the store has that the receiver should hear of, whether it has heard it or not. */
@Injectable()
export class News {
  private since: number | null = null;

  constructor(
    private readonly settings: AlertSettings,
    private readonly notifier: Notifier,
    private readonly tellings: TellingBook,
    private readonly incidents: IncidentBook,
  ) {}

  /** Whether there is anybody to be told. */
  get isWanted(): boolean {
    return this.settings.webhookUrl !== undefined;
  }

  /** Changes of the last 24 hours, oldest first. A new receiver is not told what was over before; what still goes on is news to all. */
  async read(): Promise<readonly IncidentTransition[]> {
    const at = now();
    this.since ??= Math.min(at, await this.tellings.since(this.notifier.receiver, at));
    const { since } = this;
    const changes = await this.incidents.changesSince(at - NEWS_FOR_MS);
    return changes.filter(({ change, incident }) => {
      return changedAt({ change, incident }) >= since || (change === 'opened' && incident.endedAt === null);
    });
  }
}
