/** Many readers of one stream: what each costs the process behind it, and how long news takes to reach them all. */
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuUs } from './http-load.mjs';
import { quantile } from './statistics.mjs';

const AT_ONCE = 100;

/** When each change, known by the moment of its status, was heard by the first and by the last of `count` readers. */
class Arrivals {
  constructor(count) {
    this.count = count;
    this.seen = new Map();
  }

  /** @returns what one reader calls with each text it gets */
  reader() {
    let newest = '';
    return (text) => {
      const at = /"at":(\d+)\}\n/.exec(text)?.[1] ?? newest;
      if (at === newest) return;
      newest = at;
      const now = performance.now();
      const { first, readers } = this.seen.get(at) ?? { first: now, readers: 0 };
      this.seen.set(at, { first, last: now, readers: readers + 1 });
    };
  }

  /** Milliseconds from the first reader to the last, for what reached all of them. */
  spreadsMs() {
    const all = [...this.seen.values()].filter(({ readers }) => readers === this.count);
    return all.map(({ first, last }) => last - first);
  }
}

function open(url, onText) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent: false, headers: { accept: 'text/event-stream' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.setEncoding('latin1').on('data', onText);
      response.once('data', () => resolve(asked));
      response.on('error', () => {}); // cut off at the end, as meant
    });
    asked.on('error', reject).end();
  });
}

async function measured(pid, seconds) {
  const before = cpuUs(pid);
  await sleep(seconds * 1_000);
  return (cpuUs(pid) - before) / 1e6 / seconds;
}

/**
 * @param collect has the process collect all garbage, and says what is left
 * @returns ratio of a core beyond that without readers, bytes for each reader beyond the first hundred, and times to reach all
 */
export async function streamReaders({ url, pid, count, seconds, collect }) {
  const alone = await measured(pid, seconds);
  const arrivals = new Arrivals(count);
  let bytes = 0;
  const reader = () => {
    const hear = arrivals.reader();
    return (text) => {
      bytes += text.length;
      hear(text);
    };
  };
  const readers = [];
  const openMore = async () =>
    readers.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => open(url, reader())))));
  await openMore();
  const few = await collect();
  while (readers.length < count) await openMore();
  const many = await collect();
  const each = (of) => (many[of] - few[of]) / (count - AT_ONCE);
  await sleep(2_000);
  bytes = 0;
  arrivals.seen.clear();
  const withReaders = await measured(pid, seconds);
  const spreads = arrivals.spreadsMs();
  const result = {
    cpuRatio: withReaders - alone,
    ...{ heldEach: each('heldBytes'), rssEach: each('rssBytes') },
    perSecondEach: bytes / seconds / count,
    changes: spreads.length,
    medianMs: quantile(spreads, 0.5),
    worstMs: quantile(spreads, 1),
  };
  for (const one of readers) one.destroy();
  return result;
}
