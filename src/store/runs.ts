import { Injectable } from '@nestjs/common';
import type { Kysely, Selectable } from 'kysely';
import { machineClock } from '../bus/machine-clock.js';
import type { StoreState } from '../model/instance.js';
import { bootColumns, setBetween } from './clock-set.js';
import type { RunTable, Schema } from './schema.js';
import { Store } from './store.js';

/** One life of the process. */
export interface Run {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Version of Shardwatch. */
  readonly version: string;
  readonly pid: number;
}

/** The life before this one. Its times are those of its own clock. */
export interface PreviousRun {
  readonly startedAt: number;
  /** `null` when it ended without a goodbye. */
  readonly stoppedAt: number | null;
  /** When it was last known to live; `null` in runs of versions that did not write it down. */
  readonly aliveAt: number | null;
  readonly version: string;
  /** Milliseconds by which the wall clock was set since it began; 0 where that is not known. */
  readonly clockSetMs: number;
}

/** Lives that are looked at for one whose end nobody has noted. */
const MOST_LIVES = 100;

type Past = Pick<StoreState, 'startCount' | 'firstStartedAt' | 'isPreviousStopClean' | 'previousVersion'>;

const nothingKnown: Past = { startCount: null, firstStartedAt: null, isPreviousStopClean: null, previousVersion: null };

/** Remembers when the process was started and stopped, and that it lives. */
@Injectable()
export class Runs {
  private run: Run | null = null;
  private past: Past = nothingKnown;
  private id = 0;
  private before: PreviousRun | null = null;
  private unnoted: PreviousRun | null = null;
  /** Where this run is written down; another one where the store had to begin anew. */
  private writtenIn: Kysely<Schema> | null = null;

  constructor(private readonly store: Store) {}

  /** What is known of the lives before this one, and whether this one will be remembered. */
  get state(): StoreState {
    const { kept, note } = this.store;
    return { kept, note, ...(kept === 'memory' ? nothingKnown : this.past) };
  }

  /** The life before this one; `null` when there was none, or none is known. */
  get previous(): PreviousRun | null {
    return this.before;
  }

  /**
   * The life that ended without a goodbye: the one before this, or the first of several when those after it ended so soon that
   * they did not even note that they live. `null` when there was a goodbye.
   */
  get crashed(): PreviousRun | null {
    return this.unnoted;
  }

  /** Notes a start. */
  async started(run: Run): Promise<StoreState> {
    this.run = run;
    await this.writeDown(run);
    return this.state;
  }

  /** Notes that it lives, and its start where that could not be written before. @param at epoch milliseconds */
  async alive(at: number): Promise<void> {
    if (!this.run) return;
    if (this.writtenIn !== this.store.db) await this.writeDown(this.run);
    await this.store.db.updateTable('run').set({ alive_at: at }).where('id', '=', this.id).execute();
  }

  /** Notes a stop that was meant. */
  async stopped(at: number): Promise<void> {
    if (this.writtenIn !== this.store.db) return;
    await this.store.db.updateTable('run').set({ stopped_at: at }).where('id', '=', this.id).execute();
  }

  private async writeDown({ startedAt, version, pid }: Run): Promise<void> {
    const { db } = this.store;
    const clock = bootColumns(machineClock());
    const lives = await db.selectFrom('run').selectAll().orderBy('id', 'desc').limit(MOST_LIVES).execute();
    const [previous] = lives;
    const crashed = firstCrashOf(lives);
    const { id } = await db
      .insertInto('run')
      .values({ started_at: startedAt, stopped_at: null, alive_at: startedAt, version, pid, ...clock })
      .returning('id')
      .executeTakeFirstOrThrow();
    const all = await db
      .selectFrom('run')
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('started_at').as('first')])
      .executeTakeFirstOrThrow();
    this.before = previous ? previousRun(previous, setBetween(previous, clock)) : null;
    this.unnoted = crashed ? previousRun(crashed, setBetween(crashed, clock)) : null;
    this.past = {
      startCount: all.count,
      firstStartedAt: all.first,
      isPreviousStopClean: previous ? previous.stopped_at !== null : null,
      previousVersion: previous?.version ?? null,
    };
    [this.id, this.writtenIn] = [id, db];
  }
}

/** @param lives the newest first */
function firstCrashOf(lives: readonly Selectable<RunTable>[]): Selectable<RunTable> | undefined {
  const goodbye = lives.findIndex(({ stopped_at }) => stopped_at !== null);
  const crashes = goodbye < 0 ? lives : lives.slice(0, goodbye);
  return crashes.find(({ started_at, alive_at }) => alive_at !== started_at) ?? crashes.at(-1);
}

function previousRun(run: Selectable<RunTable>, clockSetMs: number): PreviousRun {
  const { started_at, stopped_at, alive_at, version } = run;
  return { startedAt: started_at, stoppedAt: stopped_at, aliveAt: alive_at, version, clockSetMs };
}
