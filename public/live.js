/**
 * Keeps the page up to date. The server sends a partial whenever it looks different; without its word for a while
 * the page says that it knows nothing any more.
 */
import { holdRow, morphPart, releaseTables } from './morph.js';
import { duration, nameZone, setServerTime, tellTimes } from './times.js';

const LOST_AFTER_MS = 15_000;
const STALE_AFTER_MS = 30_000;
const ANNOUNCE_EVERY_MS = 10_000;
/** A page that may not be live loads itself again before it would have to say that it knows nothing. */
const RELOAD_AFTER_MS = 25_000;

const { body } = document;
const all = (selector) => document.querySelectorAll(selector);

let source = null;
let retry = 0;
/** Why the server gives this page no live stream, in words; `null` while it does. */
let refusal = null;
/** The id of the newest thing that this page has: what is older is not sent again. */
let lastId = body.dataset.after;
/** The moment of what is shown, by the server's clock: what is older is not shown again. */
let shownAt = Date.parse(body.dataset.asOf);
let heardAt = window.performance.now();
let announcedAt = -Infinity;
let announcement = null;

function connect() {
  clearTimeout(retry);
  source?.close();
  source = new EventSource(address());
  source.addEventListener('partial', ({ data, lastEventId }) => {
    if (lastEventId) lastId = lastEventId;
    take(JSON.parse(data));
  });
  // A page with a list of its own listens for these.
  source.addEventListener('entries', ({ data }) => {
    document.dispatchEvent(new window.CustomEvent('entries', { detail: JSON.parse(data) }));
  });
  source.addEventListener('tick', ({ data }) => heard(JSON.parse(data).asOf));
  source.addEventListener('error', () => {
    // The browser itself tries again after a lost connection, but never after an answer such as 502.
    if (source.readyState === EventSource.CLOSED) void askWhy();
  });
}

/** A list of its own says what it has by the number of its newest line. */
function address() {
  const url = new URL(body.dataset.live, window.location.href);
  if (lastId) url.searchParams.set('after', lastId);
  const newest = document.querySelector('[data-log] > :first-child')?.dataset.number;
  if (newest) url.searchParams.set('newest', newest);
  return url;
}

/** What an EventSource keeps to itself: why there is no stream. */
async function askWhy() {
  const asking = new window.AbortController();
  const answer = await window
    .fetch(address(), { headers: { Accept: 'text/event-stream' }, signal: asking.signal })
    .catch(() => null);
  const isJson = answer?.headers.get('content-type')?.startsWith('application/problem+json');
  const problem = isJson ? await answer.json().catch(() => null) : null;
  asking.abort();
  if (answer?.status === 401)
    window.location.reload(); // whoever may not see this page any more is led to the sign-in
  else if (answer?.status === 429 || (answer?.status === 503 && problem?.detail)) beNotLive(problem?.detail);
  else retry = setTimeout(connect, 1_000 + Math.random() * 4_000);
}

/** Says so, and loads the page again from time to time, unless somebody is about to fill in a form. */
function beNotLive(words) {
  refusal = words ?? 'The server has no place for one more.';
  for (const place of all('[data-refusal]')) place.textContent = refusal;
  for (const banner of all('.sw-not-live')) banner.hidden = false;
  look();
  retry = setTimeout(() => {
    if (document.activeElement?.matches('input, select, textarea') || document.hidden) beNotLive(words);
    else window.location.reload();
  }, RELOAD_AFTER_MS);
}

function heard(asOf) {
  heardAt = window.performance.now();
  setServerTime(asOf);
  for (const time of all('[data-last-heard]')) time.dateTime = asOf;
  look();
}

function take({ id, html, at }) {
  heardAt = window.performance.now();
  if (at < shownAt) return;
  shownAt = at;
  const template = document.createElement('template');
  template.innerHTML = html;
  const fresh = template.content.firstElementChild;
  if (!fresh) return;
  holdRow(id, fresh);
  const old = document.getElementById(id);
  if (!old) return;
  const word = old.dataset.word;
  morphPart(old, fresh);
  if (word !== old.dataset.word) announce(old.dataset.sentence);
  nameZone(old);
  look();
}

/** Says a change of state to people who cannot see it; at most one in ten seconds, and then the newest. */
function announce(sentence) {
  announcement = sentence;
  const wait = announcedAt + ANNOUNCE_EVERY_MS - window.performance.now();
  setTimeout(
    () => {
      if (announcement === null) return;
      announcedAt = window.performance.now();
      for (const place of all('[data-announce]')) place.textContent = announcement;
      announcement = null;
    },
    Math.max(0, wait),
  );
}

/** Once a second: times go on, and silence is noticed. */
function look() {
  const silentMs = window.performance.now() - heardAt;
  // What the page last heard is not any older than that: without news its clocks stand still.
  if (silentMs < LOST_AFTER_MS) tellTimes();
  for (const dot of all('[data-live-dot]')) showDot(dot, silentMs);
  if (silentMs >= STALE_AFTER_MS) showStale(silentMs);
  else if ('stale' in body.dataset) showFresh();
}

function showDot(dot, silentMs) {
  const isLost = silentMs >= LOST_AFTER_MS;
  const text = refusal ? 'Not live' : isLost ? `Lost ${duration(silentMs)} ago` : 'Live';
  dot.hidden = false;
  if (isLost || refusal) dot.dataset.state = 'warn';
  else delete dot.dataset.state;
  if (dot.firstElementChild.textContent !== text) dot.firstElementChild.textContent = text;
}

function showStale(silentMs) {
  for (const place of all('[data-lost-for]')) place.textContent = duration(silentMs);
  if (!('stale' in body.dataset)) becomeStale();
  for (const reason of all('[data-reason]')) {
    reason.textContent = `no data from Shardwatch for ${duration(silentMs)}, last known ${reason.dataset.last}`;
  }
}

function becomeStale() {
  shownAt = 0;
  lastId = undefined;
  body.dataset.stale = '';
  for (const banner of all('.sw-stale')) banner.hidden = refusal !== null;
  const unknown = document.querySelector('template[data-unknown]').content.firstElementChild;
  for (const place of all('[data-unknown-when-stale]')) {
    const chip = unknown.cloneNode(true);
    chip.className = place.firstElementChild.className;
    place.replaceChildren(chip);
  }
  const title = document.getElementById('shell-title');
  const word = title.dataset.word;
  title.dataset.word = 'Unknown';
  title.textContent = title.textContent.replace(/^\S+/, 'Unknown');
  for (const verdict of all('.sw-verdict')) {
    verdict.dataset.state = 'off';
    verdict.querySelector('i').className = 'fa-solid fa-circle-question';
    verdict.querySelector('b').textContent = 'Unknown';
    verdict.querySelector('[data-reason]').dataset.last = word.toLowerCase();
  }
  announce('Unknown - no data from Shardwatch');
}

/** The old words come back with the next partials: a new connection begins with all of them. */
function showFresh() {
  delete body.dataset.stale;
  for (const banner of all('.sw-stale')) {
    if (banner.contains(document.activeElement)) document.getElementById('main').focus({ preventScroll: true });
    banner.hidden = true;
  }
  connect();
}

/** Once somebody points elsewhere, tables become what they should be by now. */
for (const event of ['pointerover', 'focusin', 'focusout', 'pointerleave']) {
  document.addEventListener(event, () => setTimeout(() => releaseTables()), { passive: true });
}
for (const button of all('[data-load-again]')) button.addEventListener('click', () => window.location.reload());
for (const button of all('[data-try-now]')) button.addEventListener('click', connect);
/** A menu is shut behind whoever leaves it. */
for (const event of ['click', 'focusin']) {
  document.addEventListener(event, ({ target }) => {
    for (const menu of all('.sw-more[open]')) if (!menu.contains(target)) menu.open = false;
  });
}
document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  for (const menu of all('.sw-more[open]')) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

setServerTime(body.dataset.asOf);
nameZone();
connect();
look();
setInterval(look, 1_000);
