import { Injectable } from '@nestjs/common';
import { type HistoryPoint, type Resolution, spanOf } from '../model/history.js';
import { historyText, readHistoryPoint } from './history.row.js';
import { Store } from './store.js';

/** Points written at once: more would keep the event loop for too long. */
const POINTS_AT_ONCE = 100;

/** Rows that one question gives at most. */
const MOST_ROWS = 10_000;

/** A span of time, epoch milliseconds, `until` not included. */
export interface TimeRange {
  readonly from: number;
  readonly until: number;
}

/** Keeps the history of the bot, in several resolutions. */
@Injectable()
export class HistoryBook {
  constructor(private readonly store: Store) {}

  /** Adds points of one resolution, at most 100. What is there for the same time stays: a clock that was set back changes no past. */
  async add(resolution: Resolution, points: readonly HistoryPoint[]): Promise<void> {
    if (points.length === 0) return;
    const rows = points.slice(0, POINTS_AT_ONCE).map((point) => ({
      span_ms: spanOf[resolution],
      from_at: point.from,
      data: historyText(point),
    }));
    await this.store.db
      .insertInto('history')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['span_ms', 'from_at']).doNothing())
      .execute();
  }

  /** The points that begin within a range, oldest first. @param most how many at most */
  async between(resolution: Resolution, { from, until }: TimeRange, most: number): Promise<readonly HistoryPoint[]> {
    const rows = await this.store.db
      .selectFrom('history')
      .select(['from_at', 'data'])
      .where('span_ms', '=', spanOf[resolution])
      .where('from_at', '>=', from)
      .where('from_at', '<', until)
      .orderBy('from_at')
      .limit(Math.min(most, MOST_ROWS))
      .execute();
    return rows.flatMap(({ from_at, data }) => readable(from_at, data));
  }

  /**
   * When the newest point of a resolution begins that is older than `before`; both in epoch milliseconds. `null` while there
   * is none. What comes later is of a clock that has been set back since.
   */
  async newest(resolution: Resolution, before: number): Promise<number | null> {
    const { db } = this.store;
    const row = await db
      .selectFrom('history')
      .select(({ fn }) => fn.max('from_at').as('at'))
      .where('span_ms', '=', spanOf[resolution])
      .where('from_at', '<', before)
      .executeTakeFirst();
    return row?.at ?? null;
  }

  /** Forgets the points of a resolution that begin before `at` (epoch milliseconds), some at a time. @returns how many */
  async forgetBefore(resolution: Resolution, at: number): Promise<number> {
    const { db } = this.store;
    const old = db
      .selectFrom('history')
      .select('from_at')
      .where('span_ms', '=', spanOf[resolution])
      .where('from_at', '<', at)
      .orderBy('from_at')
      .limit(POINTS_AT_ONCE);
    const { numDeletedRows } = await db
      .deleteFrom('history')
      .where('span_ms', '=', spanOf[resolution])
      .where('from_at', 'in', old)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
}

/** A damaged row is a hole in the history, and no more. */
function readable(from: number, data: string): readonly HistoryPoint[] {
  try {
    return [readHistoryPoint(from, data)];
  } catch {
    return [];
  }
}
