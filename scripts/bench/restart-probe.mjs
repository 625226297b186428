/**
 * Loaded before either subject (`node --import`): from the sign-in on it takes the longest wait of the event loop, the
 * longest garbage collection and the most memory, and tells when the library calls itself ready. Told by messages.
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Client } from './client-of-subject.mjs';
import { monotonicMs } from './clock.mjs';

/** Milliseconds between two looks; Node's own watch of the event loop misses a turn that began before it was read. */
const LOOK_EVERY_MS = 2;

const seen = { signedInAt: null, readyAt: null, longestWaitMs: 0, longestCollectionMs: 0, mostBytes: 0 };

function watch() {
  let lookedAt = performance.now();
  const look = () => {
    const at = performance.now();
    seen.longestWaitMs = Math.max(seen.longestWaitMs, at - lookedAt - LOOK_EVERY_MS);
    seen.mostBytes = Math.max(seen.mostBytes, process.memoryUsage.rss());
    lookedAt = at;
    setTimeout(look, LOOK_EVERY_MS).unref();
  };
  look();
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries())
      seen.longestCollectionMs = Math.max(seen.longestCollectionMs, duration);
  }).observe({ entryTypes: ['gc'] });
}

/** What is in use now, and what of it after full collections. */
function memory() {
  const rssBytes = process.memoryUsage.rss();
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc');
  gc();
  gc();
  const { heapUsed, external } = process.memoryUsage();
  return { rssBytes, heldBytes: heapUsed + external };
}

const orders = { seen: () => ({ ...seen }), memory };
process.on('message', ({ order }) => process.send(orders[order]()));

const { login } = Client.prototype;
Client.prototype.login = function (...args) {
  if (seen.signedInAt === null) {
    seen.signedInAt = monotonicMs();
    this.once('clientReady', () => (seen.readyAt = monotonicMs()));
    watch();
  }
  return login.apply(this, args);
};
