import { spawnSync } from 'node:child_process';

/** Milliseconds in which a machine that is not busy starts an empty program. */
const EMPTY_PROGRAM_MS = 100;

/** How many times longer everything takes on this machine just now, 1 or more. */
export function slowness(): number {
  const begun = Date.now();
  spawnSync(process.execPath, ['-e', '0']);
  return Math.max(1, (Date.now() - begun) / EMPTY_PROGRAM_MS);
}

/** The value in the middle; `NaN` of none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
