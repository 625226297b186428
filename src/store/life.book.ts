import { Injectable } from '@nestjs/common';
import type { Life } from '../model/uptime.js';
import { setBetween } from './clock-set.js';
import type { RunTable } from './schema.js';
import { Store } from './store.js';

/** Lives that one question gives at most, the newest: a process that dies every minute has 130,000 in 90 days. */
const MOST_LIVES = 10_000;

/** Reads when the process has lived, this time and before. */
@Injectable()
export class LifeBook {
  constructor(private readonly store: Store) {}

  /** The lives that went on at `at` or later (epoch milliseconds), in the order in which they began. */
  async since(at: number): Promise<readonly Life[]> {
    const rows = await this.store.db
      .selectFrom('run')
      .select(['started_at', 'stopped_at', 'alive_at', 'boot_id', 'boot_at'])
      .where((run) => run.or((['started_at', 'stopped_at', 'alive_at'] as const).map((time) => run(time, '>=', at))))
      .orderBy('id', 'desc')
      .limit(MOST_LIVES)
      .execute();
    const lives = rows
      .reverse()
      .map((row, at): Life => ({ startedAt: row.started_at, endedAt: endOf(row, rows[at + 1]) }));
    const [oldest] = lives;
    // Of those that were not read it is not known when they paused.
    return oldest && lives.length === MOST_LIVES ? [{ startedAt: at, endedAt: oldest.startedAt }, ...lives] : lives;
  }

  /** Epoch milliseconds of the very first start; `null` when none is written down. */
  async first(): Promise<number | null> {
    const row = await this.store.db
      .selectFrom('run')
      .select(({ fn }) => fn.min('started_at').as('at'))
      .executeTakeFirst();
    return row?.at ?? null;
  }
}

type RunTimes = Pick<RunTable, 'started_at' | 'stopped_at' | 'alive_at' | 'boot_id' | 'boot_at'>;

/**
 * A run of a version that did not write that it lives, and that was killed, ended nobody knows when. Where the clock was
 * set forward before the next one, that is no pause: the time that was skipped counts as a part of the run.
 */
function endOf(run: RunTimes, next: RunTimes | undefined): number | null {
  const seen = run.stopped_at ?? run.alive_at;
  const skippedMs = next ? Math.max(0, setBetween(run, next)) : 0;
  return seen === null ? null : Math.max(run.started_at, seen + skippedMs);
}
