import type { ClockOffset } from './rest-use.js';

/** How far this machine's clock is from Discord's: `12 ms behind`, `2,040 ms ahead`. */
export function clockWords({ offsetMs, source }: Pick<ClockOffset, 'offsetMs' | 'source'>): string {
  const ms = Math.round(Math.abs(offsetMs)).toLocaleString('en-GB');
  const about = source === 'date' ? 'about ' : '';
  if (ms === '0') return `${about}0 ms`;
  return `${about}${ms} ms ${offsetMs > 0 ? 'behind' : 'ahead'}`;
}
