import { readFileSync } from 'node:fs';
import { now } from './now.js';

/** Linux gives each start of the machine a name of its own. */
const BOOT_ID = '/proc/sys/kernel/random/boot_id';
const NS_PER_MS = 1_000_000n;

/** What ties the times of one process to those of another: the machine's own clock, which nobody sets. */
export interface MachineClock {
  /** The same until the machine is started anew. */
  readonly bootId: string;
  /** Where that clock began, by the time that this process goes by (epoch milliseconds). Time in which the machine slept is not in it. */
  readonly bootAt: number;
}

/** `null` where one start of a machine cannot be told from another. */
export function machineClock(): MachineClock | null {
  try {
    const bootId = readFileSync(BOOT_ID, 'utf8').trim();
    return { bootId, bootAt: now() - Number(process.hrtime.bigint() / NS_PER_MS) };
  } catch {
    return null; // not Linux: a wall clock that is set while nothing runs then looks like a pause
  }
}
