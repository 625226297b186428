const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A span of time in the two largest units that matter: `43 s`, `2 min 5 s`, `3 h 20 min`, `12 d 4 h`.
 *
 * @param ms milliseconds, 0 or more; what is below a second counts as `0 s`
 */
export function duration(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return inTwo(ms, [MINUTE, 'min'], [SECOND, 's']);
  if (ms < DAY) return inTwo(ms, [HOUR, 'h'], [MINUTE, 'min']);
  return inTwo(ms, [DAY, 'd'], [HOUR, 'h']);
}

/** The same, but `less than 1 s` where it would say nothing. */
export function shortTime(ms: number): string {
  return ms < SECOND ? 'less than 1 s' : duration(ms);
}

function inTwo(ms: number, [large, largeName]: [number, string], [small, smallName]: [number, string]): string {
  const rest = Math.floor((ms % large) / small);
  const whole = `${Math.floor(ms / large)} ${largeName}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
}

const closeWord: Readonly<Record<number, string>> = {
  1000: 'closed as agreed',
  1001: 'the other side went away',
  1006: 'cut without a word',
  4000: 'closed by Discord',
  4009: 'the session timed out',
  4200: 'closed by us, to resume',
};

/** A close code of the gateway in words: `cut without a word (1006)`. */
export function closeWords(code: number): string {
  const word = closeWord[code];
  return word ? `${word} (${code})` : `close code ${code}`;
}

/** `1 shard`, `4 shards`, `18,412 servers`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}
