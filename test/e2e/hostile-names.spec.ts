import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { EventsAnswer } from '../../src/faces/api/event.answer.js';
import { visibleName } from '../../src/faces/format.js';
import { hostileNames } from '../hostile-names.js';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';
import { whenOperational } from './status.js';
import { type StreamEvent, readStream } from './stream.js';

/** Pages and parts of them: names come into these. */
const PAGES = [
  ...['/', '/status', '/health', '/commands', '/incidents', '/events?text=added', '/settings', '/nowhere'],
  ...[1, 2, 3, 4, 5].map((page) => `/servers?page=${page}`),
];
/** What is markup wherever it stands unescaped, and what turns text around or hides it. */
const HARM =
  /<script>|<img src=x|<svg\/on|<iframe|<base href=\/\/evil|<meta http-equiv=refresh|<math>|"\s*onmouseover="/i;
const HIDDEN = /[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff]/;
/** The log leaves out what is more than 100 lines of a kind in 5 s; this many names come at once, and so far apart. */
const AT_ONCE = 75;
const FLOOD_WINDOW_MS = 5_500;
const KEY = 'a-key-for-tests-that-nobody-would-guess';

describe('names as nobody should choose them', () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  const streamed: StreamEvent[] = [];
  const headers = { authorization: `Bearer ${KEY}`, accept: 'text/html' };
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 2, traffic: false, mishaps: false });
    app = await startShardwatch({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, API_KEY: KEY });
    await whenOperational(app);
    for (const path of ['/live/overview', '/live/events?text=added'])
      readStream(app.url + path, (event) => streamed.push(event)).catch(() => undefined); // it ends with the process
    await waitFor(() => streamed.some(({ type }) => type === 'tick'), app);
    for (let from = 0; from < hostileNames.length; from += AT_ONCE) {
      const until = Date.now() + FLOOD_WINDOW_MS;
      for (const name of hostileNames.slice(from, from + AT_ONCE)) discord.addGuild(name);
      await waitFor(() => Date.now() > until);
    }
    await waitFor(async () => (await told()).length >= hostileNames.length, app);
  }, 120_000);
  afterAll(async () => {
    await app.stop();
    await discord.stop();
  });

  async function page(query: string): Promise<EventsAnswer> {
    return (await (await fetch(`${app.url}/api/v1/events?${query}`)).json()) as EventsAnswer;
  }

  async function told(): Promise<EventsAnswer['items']> {
    const found: EventsAnswer['items'][number][] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { items, nextCursor }: EventsAnswer = await page(`text=added&limit=200${cursor && `&cursor=${cursor}`}`);
      found.push(...items);
      cursor = nextCursor;
    }
    return found;
  }

  it('are at least 200', () => {
    expect(hostileNames.length).toBeGreaterThanOrEqual(200);
  });

  it('are in the API to the letter', async () => {
    const names = new Set((await told()).map(({ guildName }) => guildName));
    const isWhole = (name: string) => Buffer.from(name).toString() === name; // half a surrogate pair is no character

    expect(hostileNames.filter((name) => isWhole(name) && !names.has(name))).toEqual([]);
  });

  it.each(PAGES)('do no harm on %s', async (path) => {
    const html = await (await fetch(app.url + path, { headers })).text();

    expect(html.replace(/<script (?:type="module" )?src=/g, '')).not.toMatch(HARM);
    expect(html).not.toMatch(HIDDEN);
  });

  it('come through the streams as what they are: events of ours, and nothing else', async () => {
    const last = visibleName(hostileNames.at(-1) ?? '');
    await waitFor(() => streamed.some(({ type, data }) => type === 'entries' && data.includes(last)), app);

    expect([...new Set(streamed.map(({ type }) => type))].sort()).toEqual(['entries', 'partial', 'tick']);
    for (const { data } of streamed) {
      const whole: unknown = JSON.parse(data);
      expect(JSON.stringify(whole)).not.toMatch(HIDDEN);
    }
    const html = streamed.flatMap(({ data }) => Object.values(JSON.parse(data) as Record<string, unknown>).flat());
    for (const part of html) expect(String(part)).not.toMatch(HARM);
  });
});
