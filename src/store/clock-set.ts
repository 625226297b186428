import { type MachineClock, machineClock } from '../bus/machine-clock.js';
import type { RunTable } from './schema.js';
import type { Store } from './store.js';

type Clocked = Pick<RunTable, 'boot_id' | 'boot_at'>;

/** Milliseconds. Less is how badly two clocks are read at once, or a clock that is led gently: nothing was set. */
const SET_BY_MS = 1_000;

/** The machine's clock as a run keeps it. */
export function bootColumns(clock: MachineClock | null): Clocked {
  return { boot_id: clock?.bootId ?? null, boot_at: clock?.bootAt ?? null };
}

/**
 * By how many milliseconds the wall clock was set between two runs: what is to be added to times of the earlier one to be
 * times of the later one. 0 where nobody can know, for the machine was started anew meanwhile.
 */
export function setBetween(before: Clocked, after: Clocked): number {
  if (before.boot_id === null || before.boot_id !== after.boot_id) return 0;
  const setMs = (after.boot_at ?? 0) - (before.boot_at ?? 0);
  return Math.abs(setMs) < SET_BY_MS ? 0 : setMs;
}

/** The same for the process before this one, whether this one is written down already or not. */
export async function setSinceLastRun({ db }: Store): Promise<number> {
  const last = await db
    .selectFrom('run')
    .select(['boot_id', 'boot_at'])
    .where((run) =>
      run.or([run('pid', '!=', process.pid), run('started_at', '!=', Math.round(performance.timeOrigin))]),
    )
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ? setBetween(last, bootColumns(machineClock())) : 0;
}
