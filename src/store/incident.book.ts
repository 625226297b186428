import { Injectable } from '@nestjs/common';
import type { Selectable } from 'kysely';
import type { Culprit } from '../model/culprit.js';
import type { Incident, IncidentTransition } from '../model/incident.js';
import type { IncidentTable } from './schema.js';
import { Store } from './store.js';

/** Which incidents are wanted; all unless told otherwise. */
export interface IncidentWish {
  /** Only those whose cause is this one; `unknown`: whose cause is not known. */
  readonly culprit?: Culprit | 'unknown' | undefined;
  readonly isOpen?: boolean | undefined;
  /** Only those that were not over before this time (epoch milliseconds). */
  readonly since?: number | undefined;
  /** Only those with smaller numbers: the next page. */
  readonly before?: number | undefined;
  /** How many at most. */
  readonly most: number;
}

/** Keeps what went wrong. */
@Injectable()
export class IncidentBook {
  constructor(private readonly store: Store) {}

  /**
   * Writes an incident down as it stands now.
   *
   * @param at epoch milliseconds, when its end was noticed if it has ended
   * @returns false when its number belongs to another one, which stays as it is
   */
  async put(incident: Incident, at: number): Promise<boolean> {
    const { id, openedAt, endedAt, culprit } = incident;
    const row = { opened_at: openedAt, ended_at: endedAt, culprit, data: JSON.stringify(incident) };
    const closed = { ...row, closed_at: endedAt === null ? null : at };
    const { numInsertedOrUpdatedRows: count } = await this.store.db
      .insertInto('incident')
      .values({ id, ...closed })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(closed).where('incident.opened_at', '=', openedAt))
      .executeTakeFirstOrThrow();
    return Number(count) > 0;
  }

  /** The newest first. */
  async find({ culprit, isOpen, since, before, most }: IncidentWish): Promise<readonly Incident[]> {
    let query = this.store.db.selectFrom('incident').selectAll().orderBy('id', 'desc').limit(most);
    if (culprit === 'unknown') query = query.where('culprit', 'is', null);
    else if (culprit) query = query.where('culprit', '=', culprit);
    if (isOpen !== undefined) query = query.where('ended_at', isOpen ? 'is' : 'is not', null);
    if (since !== undefined)
      query = query.where((where) => where.or([where('ended_at', 'is', null), where('ended_at', '>=', since)]));
    if (before !== undefined) query = query.where('id', '<', before);
    return (await query.execute()).flatMap(readable);
  }

  /** `null` when there is none with this number. */
  async one(id: number): Promise<Incident | null> {
    const row = await this.store.db.selectFrom('incident').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? (readable(row)[0] ?? null) : null;
  }

  /** The greatest number given so far; 0 before the first. */
  async newestId(): Promise<number> {
    const { db } = this.store;
    const row = await db
      .selectFrom('incident')
      .select(({ fn }) => fn.max('id').as('id'))
      .executeTakeFirst();
    return row?.id ?? 0;
  }

  /** All openings and closings that were written down at `at` (epoch milliseconds) or later, oldest first. */
  async changesSince(at: number): Promise<readonly IncidentTransition[]> {
    const rows = await this.store.db
      .selectFrom('incident')
      .selectAll()
      .where((where) => where.or([where('opened_at', '>=', at), where('closed_at', '>=', at)]))
      .orderBy('id')
      .execute();
    return rows
      .flatMap((row) => changesOf(row, at))
      .sort((a, b) => a.at - b.at)
      .map(({ transition }) => transition);
  }
}

function changesOf(row: Selectable<IncidentTable>, since: number) {
  const [incident] = readable(row);
  if (!incident) return [];
  const opened = { at: row.opened_at, transition: { change: 'opened', incident } as const };
  const closed = { at: row.closed_at ?? 0, transition: { change: 'closed', incident } as const };
  return [opened, ...(row.closed_at === null ? [] : [closed])].filter(({ at }) => at >= since);
}

/** A damaged row is one incident less, and no more. */
function readable({ data }: Selectable<IncidentTable>): readonly Incident[] {
  try {
    return [JSON.parse(data) as Incident];
  } catch {
    return [];
  }
}
