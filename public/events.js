/**
 * The event log of an open page: new lines come in at the top. While it is paused they wait, and nothing moves.
 */
import { tellTimes } from './times.js';

/** Lines on the page; the oldest go. */
const MOST_SHOWN = 500;
/** Lines that wait while the page is paused; the oldest go. */
const MOST_WAITING = 5_000;

const log = document.querySelector('[data-log]');
const pause = document.querySelector('[data-pause]');
const all = (selector) => document.querySelectorAll(selector);

/** Oldest first. */
let waiting = [];
let isPaused = false;
let newest = Number(log?.firstElementChild?.dataset.number ?? 0);

/** @param rows as the server writes them, newest first; those that are here already are left aside */
function take({ rows }) {
  const fresh = rows.map(elementOf).filter((row) => Number(row.dataset.number) > newest);
  if (fresh.length === 0) return;
  newest = Number(fresh[0].dataset.number);
  if (isPaused) wait(fresh.reverse());
  else show(fresh.reverse());
}

function elementOf(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  return template.content.firstElementChild;
}

/** @param rows oldest first */
function show(rows) {
  for (const empty of all('[data-empty]')) empty.remove();
  log.prepend(...rows.slice(-MOST_SHOWN).reverse());
  const shown = [...log.children];
  // The line that somebody is in with the keyboard stays.
  for (const row of shown.slice(MOST_SHOWN)) if (!row.contains(document.activeElement)) row.remove();
  tellTimes(log);
}

function wait(rows) {
  waiting = [...waiting, ...rows].slice(-MOST_WAITING);
  tellWaiting();
}

function tellWaiting() {
  const count = waiting.length;
  const words = count === 0 ? 'No new events' : `${count.toLocaleString('en-GB')} new event${count === 1 ? '' : 's'}`;
  for (const place of all('[data-waiting]')) {
    place.textContent = `${words} ${count === 1 ? 'is' : 'are'} waiting`;
  }
}

function turn() {
  isPaused = !isPaused;
  for (const part of all('[data-when-paused]')) part.hidden = !isPaused;
  for (const part of all('[data-when-live]')) part.hidden = isPaused;
  tellWaiting();
  if (isPaused) {
    for (const time of all('[data-paused-at]')) {
      time.dateTime = new Date().toISOString();
      time.dataset.as = 'clock';
    }
    tellTimes();
    return;
  }
  show(waiting);
  waiting = [];
}

if (log && pause) {
  pause.hidden = false;
  pause.addEventListener('click', turn);
  document.addEventListener('entries', ({ detail }) => take(detail));
}

/** On a phone the filter opens at a touch, and stands open while it filters; without a script it is always there. */
for (const button of all('[data-fold]')) {
  const [filters] = all('[data-filters]');
  const isFiltered = 'filtered' in filters.dataset;
  button.hidden = false;
  button.setAttribute('aria-expanded', String(isFiltered));
  filters.classList.toggle('is-folded', !isFiltered);
  button.addEventListener('click', () => {
    const isOpen = button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', String(isOpen));
    filters.classList.toggle('is-folded', !isOpen);
  });
}

/** What opens can be copied, where the browser lets a page do so. */
if (navigator.clipboard) {
  document.addEventListener('toggle', ({ target }) => offerCopy(target), true);
}

function offerCopy(details) {
  const button = details.querySelector('[data-copy]');
  if (!button?.hidden) return;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const word = button.querySelector('span');
    word.textContent = await copied(details.querySelector('pre').textContent);
  });
}

/** @returns what the button says then */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return 'Copied';
  } catch {
    return 'Not allowed';
  }
}
