/** Slots of load on one address, and what they cost the process behind it. */
import autocannon from 'autocannon';
import { readFileSync, readdirSync } from 'node:fs';
import { quantile } from './statistics.mjs';

/** CPU time of all threads of a process so far, in microseconds. */
export function cpuUs(pid) {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const ns = tasks.map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]));
  return ns.reduce((sum, one) => sum + one, 0) / 1_000;
}

/** One slot: `connections` that ask again as soon as they are answered. */
export async function slot({ url, pid, headers, seconds, connections }) {
  const before = cpuUs(pid);
  const { requests, latency, non2xx, errors } = await autocannon({ url, headers, duration: seconds, connections });
  const used = cpuUs(pid) - before;
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx + errors} requests were not answered well`);
  return { cpuUs: used / requests.total, perSecond: requests.average, p50Ms: latency.p50, p99Ms: latency.p99 };
}

/** The best and the quartiles of all slots of one subject. */
export function best(slots) {
  const of = (name) => slots.map((one) => one[name]);
  return {
    cpuUs: Math.min(...of('cpuUs')),
    quartile: quantile(of('cpuUs'), 0.25),
    perSecond: Math.max(...of('perSecond')),
    p50Ms: Math.min(...of('p50Ms')),
    p99Ms: Math.min(...of('p99Ms')),
  };
}
