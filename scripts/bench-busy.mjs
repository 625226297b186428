/**
 * What people feel who use a command while the pages of the bot are asked for as fast as they can be: 64 connections ask
 * for the Overview without a pause, and 2,000 events and 50 commands a second come in meanwhile.
 * Usage: npm run bench:busy [-- --slots 6 --seconds 5]. Aims: every command answered, the 99th percentile at most 20 ms.
 * Discord and the load share the other core: on two cores they are a part of the latencies.
 */
import { parseArgs } from 'node:util';
import { freePort, pinned } from './bench/children.mjs';
import { slot } from './bench/http-load.mjs';
import { openSource } from './bench/pair.mjs';
import { median, quantile } from './bench/statistics.mjs';

const { values: given } = parseArgs({
  options: { slots: { type: 'string', default: '6' }, seconds: { type: 'string', default: '5' } },
});
const [slots, seconds] = [Number(given.slots), Number(given.seconds)];
const WARM_UP_EVENTS = 30_000;
const perSecond = 2_000;
const meanwhile = { events: perSecond * seconds, perSecond, interactionsPerSecond: 50, command: 'dice' };

const source = await openSource();
const app = await source.startAlone(await freePort());
const asking = () =>
  slot({ url: `${app.url}/`, pid: app.pid, headers: { 'accept-encoding': 'br' }, seconds, connections: 64 });

await source.flow(app, { events: WARM_UP_EVENTS });
const seen = { quiet: [], pages: [], flows: [], loads: [] };
for (let turn = 0; turn <= slots; turn++) {
  const quiet = await source.flow(app, meanwhile);
  const pages = await asking();
  const [flow, load] = await Promise.all([source.flow(app, meanwhile), asking()]);
  if (turn === 0) continue; // for warming up
  seen.quiet.push(quiet);
  seen.pages.push(pages.perSecond);
  seen.flows.push(flow);
  seen.loads.push(load.perSecond);
}
await app.end();
await source.end();

const commands = (flows) => {
  const [answers, lost] = [flows.flatMap(({ answersMs }) => answersMs), flows.map(({ unanswered }) => unanswered)];
  const [p50, p99] = [0.5, 0.99].map((ratio) => quantile(answers, ratio)?.toFixed(1));
  const sent = answers.length + lost.reduce((sum, one) => sum + one, 0);
  const best = Math.min(...flows.map(({ answersMs }) => quantile(answersMs, 0.99)));
  return `${answers.length} of ${sent} commands answered, p50 ${p50} ms, p99 ${p99} ms (best slot ${best.toFixed(1)})`;
};
console.log(pinned ? 'The program has a core of its own.' : 'Nothing could be pinned to a core.');
console.log(`nobody asks for pages:  ${commands(seen.quiet)}`);
console.log(`nothing else comes in:  ${Math.round(median(seen.pages))} pages a second`);
console.log(`both at once:           ${commands(seen.flows)}`);
console.log(`                        ${Math.round(median(seen.loads))} pages a second`);
console.log(`                        ${(median(seen.flows.map(({ rssBytes }) => rssBytes)) / 1e6).toFixed(0)} MB`);
process.exit(0);
