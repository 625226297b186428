/* Puts every <time data-as> into the reader's words: `4 min ago`, `for 2 h 5 min`, `in 3 s`, or a clock in their zone. */

const SPANS = [
  [86_400, 'd', 3_600, 'h'],
  [3_600, 'h', 60, 'min'],
  [60, 'min', 1, 's'],
];
const NBSP = '\u00a0';
const DAY_MS = 86_400_000;

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const stamp = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
const shortDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** Milliseconds by which the server's clock is ahead of this one. */
let ahead = 0;

export function setServerTime(iso) {
  ahead = Date.parse(iso) - Date.now();
}

/** The same words as the server's: the two largest units that matter. */
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  for (const [large, largeName, small, smallName] of SPANS) {
    if (seconds < large) continue;
    const rest = Math.floor((seconds % large) / small);
    const whole = `${Math.floor(seconds / large)}${NBSP}${largeName}`;
    return rest === 0 ? whole : `${whole}${NBSP}${rest}${NBSP}${smallName}`;
  }
  return `${seconds}${NBSP}s`;
}

function words(as, at) {
  const age = Date.now() + ahead - at;
  if (as === 'clock') return (Math.abs(age) < DAY_MS ? clock : day).format(at);
  if (as === 'stamp') return (Math.abs(age) < DAY_MS ? stamp : shortDay).format(at);
  if (as === 'in') return age <= -1_000 ? `in${NBSP}${duration(-age)}` : 'now';
  if (as === 'age') return duration(age);
  if (as === 'ago' && age >= DAY_MS) return day.format(at);
  if (as === 'for') return `for${NBSP}${duration(age)}`;
  return `${duration(age).split(NBSP, 2).join(NBSP)}${NBSP}ago`;
}

/** Writes only what has changed: a page at rest stays at rest. */
export function tellTimes(root = document) {
  for (const time of root.querySelectorAll('time[data-as]')) {
    const at = Date.parse(time.dateTime);
    const text = words(time.dataset.as, at);
    if (time.textContent !== text) time.textContent = text;
    if (!time.title || time.dataset.titled !== time.dateTime) {
      time.title = full.format(at);
      time.dataset.titled = time.dateTime;
    }
  }
}

export function nameZone(root = document) {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'your time';
  for (const place of root.querySelectorAll('[data-zone]')) {
    if (place.textContent !== zone) place.textContent = zone;
  }
}
