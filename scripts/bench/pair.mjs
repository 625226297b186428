/** Our program and a bare client with the same options, and the source that sends the same events to both. */
import { setTimeout as sleep } from 'node:timers/promises';
import { readSettings } from '../../dist/app.settings.js';
import { startApp, startBare, startSource } from './children.mjs';

const intents = ['Guilds', 'GuildMembers', 'GuildPresences', 'GuildMessages', 'MessageContent'];
const SETTLE_MS = 1_000;
const ORDER = ['app', 'bare'];

const tokenOf = (name) => `MTA5MDAwMDAwMDAwMDAwMDAwMQ.bench.${name}`;

/** The source, once it can be asked; `flow` lets events of it go to one subject. */
export async function openSource() {
  const source = startSource();
  const { api, stream } = await source.heard();

  /** Both subjects, started one after the other and ready. */
  async function startPair({ order = ORDER, starts = { app: startApp, bare: startBare } } = {}) {
    const settings = Object.assign({}, ...readSettings({ DISCORD_TOKEN: tokenOf('app'), INTENTS: intents.join(',') }));
    const subjects = {};
    for (const name of order) {
      subjects[name] = starts[name]({ token: tokenOf(name), api, intents, settings });
      await subjects[name].heard();
    }
    await sleep(SETTLE_MS);
    return { ...subjects, end: () => Promise.all(order.map((name) => subjects[name].end())) };
  }

  /** Our program alone, its pages at `url`. */
  async function startAlone(port) {
    const app = startApp({ token: tokenOf('app'), api, intents, port });
    await app.heard();
    await sleep(SETTLE_MS);
    return { ...app, url: `http://127.0.0.1:${port}` };
  }

  /** What one subject saw of so many events, and what the source saw. */
  async function flow(subject, { lags = false, ...wanted }) {
    await subject.asked({ order: 'watch', events: wanted.events, lags });
    const [seen, sent] = await Promise.all([subject.heard(), source.asked({ to: subject.token, ...wanted })]);
    return { ...seen, ...sent };
  }

  return { stream, startPair, startAlone, flow, end: source.end };
}
