import { Injectable } from '@nestjs/common';
import type { StoreState } from '../model/instance.js';
import { Store } from './store.js';

/** Remembers when the process was started and stopped. */
@Injectable()
export class Runs {
  private id: number | null = null;

  constructor(private readonly store: Store) {}

  /** Notes a start, and says what is known of the lives before it. */
  async started(run: { startedAt: number; version: string; pid: number }): Promise<StoreState> {
    const { db, note } = this.store;
    const previous = await db.selectFrom('run').select('stopped_at').orderBy('id', 'desc').limit(1).executeTakeFirst();
    const { id } = await db
      .insertInto('run')
      .values({ started_at: run.startedAt, stopped_at: null, version: run.version, pid: run.pid })
      .returning('id')
      .executeTakeFirstOrThrow();
    this.id = id;
    const all = await db
      .selectFrom('run')
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('started_at').as('first')])
      .executeTakeFirstOrThrow();
    return {
      kept: note ? 'memory' : 'file',
      note,
      startCount: note ? null : all.count,
      firstStartedAt: note ? null : all.first,
      isPreviousStopClean: previous ? previous.stopped_at !== null : null,
    };
  }

  /** Notes a stop that was meant. */
  async stopped(at: number): Promise<void> {
    if (this.id === null) return;
    await this.store.db.updateTable('run').set({ stopped_at: at }).where('id', '=', this.id).execute();
  }
}
