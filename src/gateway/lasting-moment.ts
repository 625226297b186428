import { now } from '../bus/now.js';

/**
 * Makes a moment by the wall clock (epoch milliseconds) stay as far away as it is when the wall clock is set. What is stock
 * waits for such moments: with a clock that is set back by an hour, for an hour.
 */
export function keepAway<Name extends string>(holder: Record<Name, number>, name: Name): void {
  let at = byOurTime(holder[name]);
  Object.defineProperty(holder, name, {
    get: () => at + Date.now() - now(),
    set: (moment: number) => (at = byOurTime(moment)),
  });
}

function byOurTime(moment: number): number {
  return moment - Date.now() + now();
}
