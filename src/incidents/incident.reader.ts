import { Injectable } from '@nestjs/common';
import { Unavailable } from '../model/errors.js';
import type { Incident } from '../model/incident.js';
import { IncidentBook, type IncidentWish } from '../store/incident.book.js';
import { IncidentsService } from './incidents.service.js';

export interface IncidentPage {
  /** Newest first. */
  readonly incidents: readonly Incident[];
  /** What `before` is for the next page; `null` when this is the last. */
  readonly next: number | null;
}

/** Reads what went wrong, up to this moment: what the store does not know yet is told as it stands now. */
@Injectable()
export class IncidentReader {
  constructor(
    private readonly book: IncidentBook,
    private readonly incidents: IncidentsService,
  ) {}

  /** @throws {Unavailable} when the store does not answer */
  async read(wish: IncidentWish): Promise<IncidentPage> {
    const stored = await this.stored(() => this.book.find({ ...wish, most: wish.most + 1 }));
    const { present } = this.incidents;
    const others = stored.filter(({ id }) => !present.some((incident) => incident.id === id));
    const wished = present.filter((incident) => isWished(incident, wish));
    const all = [...wished, ...others].sort((a, b) => b.id - a.id);
    const incidents = all.slice(0, wish.most);
    return { incidents, next: all.length > wish.most ? (incidents.at(-1)?.id ?? null) : null };
  }

  /**
   * One by its number; `null` when there is none with it.
   *
   * @throws {Unavailable} when the store does not answer
   */
  async one(id: number): Promise<Incident | null> {
    const present = this.incidents.present.find((incident) => incident.id === id);
    return present ?? this.stored(() => this.book.one(id));
  }

  private async stored<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      throw new Unavailable('the list of incidents', error);
    }
  }
}

/** Whether an incident is one of those that are wanted. */
function isWished(
  { id, culprit, endedAt }: Incident,
  { culprit: wanted, isOpen, since, before }: IncidentWish,
): boolean {
  if (isOpen !== undefined && isOpen !== (endedAt === null)) return false;
  if (since !== undefined && endedAt !== null && endedAt < since) return false;
  if (before !== undefined && id >= before) return false;
  return wanted === undefined || (culprit ?? 'unknown') === wanted;
}
