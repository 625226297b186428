/**
 * The time of everything that is judged: epoch milliseconds that run on evenly and never go back.
 * They begin with the wall clock at the start of the process; a wall clock that is set later changes nothing here, so it
 * neither makes silence look like health nor health like silence.
 */
export function now(): number {
  return Math.floor(performance.timeOrigin + performance.now());
}
