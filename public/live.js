/**
 * Keeps the page up to date. The server sends a partial whenever it looks different; without its word for a while
 * the page says that it knows nothing any more.
 */
import { morph } from './morph.js';
import { duration, nameZone, setServerTime, tellTimes } from './times.js';

const LOST_AFTER_MS = 15_000;
const STALE_AFTER_MS = 30_000;
const ANNOUNCE_EVERY_MS = 10_000;

const { body } = document;
const all = (selector) => document.querySelectorAll(selector);

let source = null;
let retry = 0;
/** The moment of what is shown, by the server's clock: what is older is not shown again. */
let shownAt = Date.parse(body.dataset.asOf);
let heardAt = window.performance.now();
let announcedAt = -Infinity;
let announcement = null;

function connect() {
  clearTimeout(retry);
  source?.close();
  source = new EventSource(body.dataset.live);
  source.addEventListener('partial', ({ data }) => take(JSON.parse(data)));
  // A page with a list of its own listens for these.
  source.addEventListener('entries', ({ data }) => {
    document.dispatchEvent(new window.CustomEvent('entries', { detail: JSON.parse(data) }));
  });
  source.addEventListener('tick', ({ data }) => heard(JSON.parse(data).asOf));
  source.addEventListener('error', () => {
    // The browser itself tries again after a lost connection, but never after an answer such as 502.
    if (source.readyState === EventSource.CLOSED) retry = setTimeout(connect, 1_000 + Math.random() * 4_000);
  });
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
  const old = document.getElementById(id);
  const template = document.createElement('template');
  template.innerHTML = html;
  const fresh = template.content.firstElementChild;
  if (!old || !fresh) return;
  const word = old.dataset.word;
  morph(old, fresh);
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
  const text = isLost ? `Lost ${duration(silentMs)} ago` : 'Live';
  dot.hidden = false;
  if (isLost) dot.dataset.state = 'warn';
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
  body.dataset.stale = '';
  for (const banner of all('.sw-stale')) banner.hidden = false;
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
  for (const banner of all('.sw-stale')) banner.hidden = true;
  connect();
}

for (const button of all('[data-try-now]')) button.addEventListener('click', connect);
document.addEventListener('click', ({ target }) => {
  for (const menu of all('.sw-more[open]')) if (!menu.contains(target)) menu.open = false;
});
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
