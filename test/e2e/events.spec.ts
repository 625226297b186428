import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { nastyNames } from '../../src/embedded-discord/world/names.js';
import type { EventAnswer, EventsAnswer } from '../../src/faces/api/event.answer.js';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';
import { whenOperational } from './status.js';
import { readStream } from './stream.js';

const quiet = { shards: 2, guilds: 4, traffic: false, mishaps: false };

describe('the event log of a bot', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-events-'));
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start(quiet);
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api };
    const before = await startShardwatch(env, { dataDir });
    await whenOperational(before);
    await before.stop();
    app = await startShardwatch(env, { dataDir });
    await whenOperational(app);
  });
  afterAll(async () => {
    await app.stop();
    await discord.stop();
    rmSync(dataDir, { recursive: true });
  });

  const get = (path: string) => fetch(`${app.url}${path}`);
  const events = async (query = '') => (await (await get(`/api/v1/events${query}`)).json()) as EventsAnswer;
  const when = (query: string, isIt: (event: EventAnswer) => boolean) =>
    waitFor(async () => (await events(query)).items.find(isIt));

  it('tells the life of this process and of the one before', async () => {
    const { items } = await events('?source=process');

    expect(items.map(({ text }) => text.replace(/ \d\S*/, ''))).toEqual([
      'Shardwatch started',
      'Shardwatch stops, as it was asked to',
      'Shardwatch started',
    ]);
    await when('?source=status', ({ level, text }) => level === 'info' && text.startsWith('Operational'));
  });

  it('tells each command with its server, and how soon it was answered', async () => {
    await discord.invoke('ping');
    const event = await when('?source=command&text=/PING', () => true);

    expect(event).toMatchObject({
      level: 'info',
      subject: '/ping',
      text: expect.stringMatching(/^answered after \d+ ms$/) as string,
    });
    expect(event.guildName).not.toBeNull();
    expect((await events(`?guild=${event.guildId}`)).items).toContainEqual(event);
  });

  it('tells a command that nobody answered', async () => {
    const fault = discord.begin({ fault: 'rest.hang', scope: { route: 'POST /interactions/**' } });
    await discord.invoke('ping').catch(() => undefined);
    discord.end(fault);

    const missed = await when('?level=error', ({ text }) => text.startsWith('was not answered within 3 s'));
    const failed = await when('?level=error', ({ text }) => text.startsWith('failed with an error'));
    for (const event of [missed, failed]) expect(event).toMatchObject({ source: 'command', subject: '/ping' });
    expect(failed.detail['error']).toMatch(/timed out/);
  });

  it('tells a lost connection with its code, and that it came back', async () => {
    discord.closeShard(1, 4000);
    const lost = await when('?shard=1&level=warn', ({ text }) => text.startsWith('Lost its connection'));

    expect(lost.detail).toMatchObject({ closeCode: 4000 });
    await when('?shard=1', ({ text }) => text.startsWith('Resumed'));
  });

  it('goes on page by page, and ends', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: EventsAnswer = await events(`?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }

    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual([...seen].sort((a, b) => Number(b) - Number(a)));
    expect((await events('?source=process')).items.every(({ id }) => seen.includes(id))).toBe(true);
  });

  it('says what is wrong with a question, and answers nothing else', async () => {
    const response = await get('/api/v1/events?level=loud&shard=x&cursor=abc&limit=0&from=today&colour=red');

    expect(response.status).toBe(400);
    const { detail } = (await response.json()) as { detail: string };
    for (const words of [
      'level must be one of debug, info, warn, error',
      'shard must be a whole number',
      'cursor must be the nextCursor of another answer',
      'limit must be 1 or more',
      'from must be a time such as 2026-11-22T12:00:00Z',
      'colour should not exist',
    ])
      expect(detail).toContain(words);
  });

  it('is a table for spreadsheets, in which no name is a formula', async () => {
    discord.addGuild('=HYPERLINK("http://evil.test")');
    await when('?text=added', () => true);
    const response = await get('/api/v1/events.csv?text=added');
    const [names, first] = (await response.text()).split('\r\n');

    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(names).toBe('id,at,level,source,shardId,guildId,guildName,subject,text,detail');
    expect(first).toContain(`"'=HYPERLINK(""http://evil.test"")"`);
  });

  it('is described', async () => {
    const { paths } = (await (await get('/api/docs-json')).json()) as { paths: Record<string, unknown> };

    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/api/v1/events', '/api/v1/events.csv']));
  });

  it('is a page whose names by strangers stay text, on the page and in its stream', async () => {
    let sent = '';
    const stream = readStream(`${app.url}/live/events?text=added`, ({ type, data }) => {
      if (type === 'entries') sent += (JSON.parse(data) as { rows: string[] }).rows.join('');
    });
    stream.catch(() => undefined); // it ends with the process
    for (const name of nastyNames) discord.addGuild(name);
    await waitFor(async () => {
      const { items } = await events('?text=added');
      return nastyNames.every((name) => items.some(({ guildName }) => guildName === name));
    });
    const page = await (await get('/events?text=added')).text();
    await waitFor(() => sent.includes('&lt;img') && sent.includes('(no visible name)'));

    for (const html of [page, sent]) {
      expect(html).not.toMatch(/<img|\u202e|\u200b/);
      expect(html).toContain('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;');
      expect(html).toContain('(no visible name)');
    }
  });

  it('is a page that ignores what makes no sense in its address', async () => {
    for (const query of ['?level=loud&shard=x&cursor=-1', '?text[]=a&text[]=b', '?guild=%00%ff', '?text=%F0%9F'])
      expect((await get(`/events${query}`)).status).toBe(200);
  });

  it('keeps no secret', async () => {
    await discord.invoke('ping');
    const all = JSON.stringify(await events('?limit=1000'));

    expect(all).not.toContain(discord.token);
  });
});
