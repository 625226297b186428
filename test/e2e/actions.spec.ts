import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { ActionAnswer } from '../../src/faces/api/action.answer.js';
import type { AuditAnswer } from '../../src/faces/api/audit.answer.js';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';
import { statusOf, statusWhen, whenOperational } from './status.js';

const KEY = 'a key for tests that nobody would guess';

describe('actions', () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  let home: string;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 2, guilds: 6, traffic: false, mishaps: false, latency: false });
    [home = ''] = discord.guildIds;
    app = await startShardwatch({
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      API_KEY: KEY.replaceAll(' ', '-'),
      HOME_GUILD_ID: home,
    });
    await whenOperational(app);
    await waitFor(() => app.output().includes('/reconnect'), app);
  });
  afterAll(async () => {
    await app.stop();
    await discord.stop();
  });

  const authorization = `Bearer ${KEY.replaceAll(' ', '-')}`;
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${app.url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { authorization, ...(init.headers as Record<string, string>) },
    });
  const post = (name: string, body: object, headers: Record<string, string> = {}) =>
    ask(`/api/v1/actions/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const done = async (answer: Promise<Response>) => (await (await answer).json()) as ActionAnswer;
  const audit = async (limit = 10) => ((await (await ask(`/api/v1/audit?limit=${limit}`)).json()) as AuditAnswer).items;
  const counts = () => ({ identifies: discord.identifyTimes().length, resumes: discord.resumeTimes().length });

  describe('over the API', () => {
    it('reconnect a shard: Discord sees one RESUME and no IDENTIFY, and the audit says so', async () => {
      const before = counts();
      const answer = await done(post('reconnections', { shard: 1, reason: '=deaf' }));
      const [entry] = await audit();

      expect(answer).toMatchObject({ action: 'Reconnect shard 1', outcome: 'done', cost: { sessionStarts: 0 } });
      expect(counts()).toEqual({ identifies: before.identifies, resumes: before.resumes + 1 });
      expect(entry).toMatchObject({
        number: answer.number,
        who: { kind: 'key', id: 'API_KEY', role: 'admin' },
        deed: 'shard.reconnect',
        target: 'shard 1',
        reason: '=deaf',
        outcome: 'done',
      });
      expect(await (await ask(`/api/v1/actions/${answer.number}`)).json()).toEqual(entry);
    });

    it('begin a new session where that is asked for, which is one IDENTIFY', async () => {
      const before = counts();
      const answer = await done(post('reconnections', { shard: 0, session: 'new' }));

      expect(answer).toMatchObject({ outcome: 'done', cost: { sessionStarts: 1 } });
      expect(counts()).toEqual({ identifies: before.identifies + 1, resumes: before.resumes });
    });

    it('say what they would cost, and do nothing, when only that is asked', async () => {
      const before = counts();
      const answer = await done(post('reconnections', { session: 'new', dryRun: true }));

      expect(answer).toMatchObject({ number: null, outcome: null, cost: { sessionStarts: 2, shards: 2, guilds: 6 } });
      expect(counts()).toEqual(before);
    });

    it('are done once under one name, however often they are asked for', async () => {
      const before = counts();
      const named = () => post('reconnections', { shard: 1 }, { 'idempotency-key': 'night-shift-1' });
      const answers = await Promise.all([done(named()), done(named()), done(named())]);
      const other = await post('reconnections', { shard: 0 }, { 'idempotency-key': 'night-shift-1' });

      expect(new Set(answers.map(({ number }) => number)).size).toBe(1);
      expect(counts().resumes).toBe(before.resumes + 1);
      expect(other.status).toBe(409);
    });

    it.each([
      ['reconnections', { shard: -1 }],
      ['reconnections', { shard: 1, session: 'other' }],
      ['reconnections', { shard: '1' }],
      ['reconnections', { shard: 1, surprise: true }],
      ['reconnecting', {}],
      ['presence', { status: 'busy' }],
      ['log-level', { level: 'loud', minutes: 1 }],
      ['log-level', { level: 'debug', minutes: 0 }],
      ['log-level', { level: 'fatal', minutes: 1 }],
      ['maintenance', { minutes: 1_000_000 }],
      ['departures', { guildId: 'home' }],
    ])('are refused when they are not understood: %s %j', async (name, body) => {
      const response = await post(name, body);

      expect([response.status, response.headers.get('content-type')]).toEqual([
        400,
        'application/problem+json; charset=utf-8',
      ]);
    });

    it('leave what the shard does later to the shard: its lines are not those of the request', async () => {
      await done(post('reconnections', { shard: 1 }, { 'x-request-id': 'asked-once' }));
      const from = app.output().length;
      discord.closeShard(1, 4000);
      await waitFor(() => app.output().slice(from).includes('"context":"Gateway"'), app);
      await whenOperational(app);

      expect(app.output().slice(from)).not.toContain('asked-once');
    });

    it('are refused to everybody else', async () => {
      const before = counts();
      const response = await post('reconnections', { shard: 1 }, { authorization: 'Bearer of-nothing' });

      expect(response.status).toBe(401);
      expect(counts()).toEqual(before);
    });

    it('turn the log up for a while, set the presence, and announce maintenance', async () => {
      const answers = [
        await done(post('log-level', { level: 'debug', minutes: 1 })),
        await done(post('presence', { status: 'idle', text: 'Back at noon' })),
        await done(post('maintenance', { minutes: 30, reason: 'new disk' })),
      ];
      const during = await statusWhen(app, ({ standing }) => standing.maintenance !== null);
      const page = await (await fetch(`${app.url}/status`, { headers: { accept: 'text/html' } })).text();
      const reply = await discord.invoke('status');
      await done(post('maintenance', { minutes: 0 }));
      await waitFor(() => app.output().includes('"level":20'), app);

      expect(answers.map(({ outcome }) => outcome)).toEqual(['done', 'done', 'done']);
      expect(during.standing).toMatchObject({ logLevel: 'debug', reconnectingPausedSince: null });
      expect(page).toContain('<strong>Maintenance.</strong>');
      expect(page).not.toContain('new disk');
      expect(JSON.stringify(reply.embeds)).toContain('"Maintenance"');
      expect((await statusOf(app)).standing.maintenance).toBeNull();
    });

    it('pause and continue reconnecting: a shard that is lost stays away meanwhile', async () => {
      const paused = await done(post('reconnecting', { isPaused: true }));
      discord.closeShard(1, 4000);
      const away = await statusWhen(app, ({ shards }) => shards[1]?.phase === 'disconnected');
      const again = await post('reconnecting', { isPaused: true });
      const continued = await done(post('reconnecting', { isPaused: false }));
      await whenOperational(app);

      expect([paused.outcome, continued.outcome]).toEqual(['done', 'done']);
      expect(away.sentence).toContain('reconnecting is paused');
      expect(away.standing.reconnectingPausedSince).not.toBeNull();
      expect(again.status).toBe(409);
    });

    it('leave a server', async () => {
      const guildId = discord.guildIds.at(-1) ?? '';
      const answer = await done(post('departures', { guildId, reason: 'nobody there' }));
      const again = await done(post('departures', { guildId }));

      expect(answer).toMatchObject({ outcome: 'done', cost: { guilds: 1, canHurt: true } });
      expect(discord.guildIds).not.toContain(guildId);
      expect(again).toMatchObject({ outcome: 'failed', detail: 'The bot is in no server with this id.' });
    });

    it('are in a table for spreadsheets, in which nothing is a formula', async () => {
      const table = await (await ask('/api/v1/audit.csv')).text();

      expect(table.split('\r\n')[0]).toContain('number,at,from,deed,target,reason');
      expect(table).toContain("'=deaf");
    });

    it('go on page by page in the audit', async () => {
      const first = (await (await ask('/api/v1/audit?limit=2')).json()) as AuditAnswer;
      const second = (await (await ask(`/api/v1/audit?limit=2&cursor=${first.nextCursor}`)).json()) as AuditAnswer;
      const numbers = [...first.items, ...second.items].map(({ number }) => number);

      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => b - a));
      expect(numbers).toHaveLength(4);
    });
  });

  describe('by slash command', () => {
    const stranger = () => discord.peopleIds.find((id) => id !== discord.ownerId) ?? '';
    const lines = ({ content }: { readonly content?: string | null }) => content ?? '';

    it('tell Discord that it takes longer, where it does, and answer later', async () => {
      // Nobody has asked for a role before, so Discord is asked whose bot this is.
      discord.begin({
        fault: 'rest.delay',
        delayMs: 1_500,
        scope: { route: 'GET /oauth2/applications/@me' },
        limit: { count: 1 },
      });
      const options = { level: 'info', minutes: 1 };
      const reply = await discord.invoke('loglevel', { guildId: home, userId: discord.ownerId, options });

      expect(reply.callbackType).toBe(5);
      expect(reply.acknowledgedAfterMs).toBeLessThan(reply.repliedAfterMs);
      expect(reply.isEphemeral).toBe(true);
      expect(lines(reply)).toContain('The log is at level info');
    });

    it('say what it costs first, and act at the press of a button, once', async () => {
      const before = counts();
      const asked = await discord.invoke('reconnect', {
        guildId: home,
        userId: discord.ownerId,
        options: { shard: 1 },
      });
      const untouched = counts();
      const [, id = ''] = /"custom_id":"(confirm\/\d+)"/.exec(JSON.stringify(asked.components)) ?? [];
      await discord.people.press(asked.messageId ?? '', id, { userId: discord.ownerId });
      await waitFor(() => counts().resumes === before.resumes + 1, app);
      const [entry] = await audit();

      expect(lines(asked)).toMatch(/^\*\*Reconnect shard 1\?\*\*\n1 shard with \d servers?\./);
      expect(asked.isEphemeral).toBe(true);
      expect(untouched).toEqual(before);
      expect(entry).toMatchObject({ who: { kind: 'command', id: discord.ownerId, role: 'admin' }, target: 'shard 1' });
    });

    it('set the presence, and begin and end maintenance', async () => {
      const by = { guildId: home, userId: discord.ownerId };
      const presence = await discord.invoke('presence', { ...by, options: { status: 'dnd', text: 'Busy' } });
      await waitFor(() => discord.sessions.every((session) => session.presence?.['status'] === 'dnd'), app);
      const asked = await discord.invoke('maintenance', { ...by, options: { minutes: 5, reason: 'new disk' } });
      const untouched = (await statusOf(app)).standing.maintenance;
      const [, id = ''] = /"custom_id":"(confirm\/\d+)"/.exec(JSON.stringify(asked.components)) ?? [];
      await discord.people.press(asked.messageId ?? '', id, { userId: discord.ownerId });
      await statusWhen(app, ({ standing }) => standing.maintenance !== null);
      const ended = await discord.invoke('maintenance', { ...by, options: { minutes: 0 } });

      expect(lines(presence)).toContain('**Done.** The presence is dnd now');
      expect(untouched).toBeNull();
      expect(lines(ended)).toContain('Maintenance is over.');
      expect((await audit(3)).map(({ who, deed }) => [who.kind, deed])).toEqual([
        ['command', 'maintenance.set'],
        ['command', 'maintenance.set'],
        ['command', 'presence.set'],
      ]);
    });

    it('are refused to somebody without a role, and that is written down', async () => {
      const before = counts();
      const reply = await discord.invoke('reconnect', { guildId: home, userId: stranger(), options: { shard: 1 } });
      const [entry] = await audit();

      expect(lines(reply)).toBe('Not allowed. This needs the role operator.');
      expect(reply.isEphemeral).toBe(true);
      expect(entry).toMatchObject({
        who: { kind: 'command', id: stranger(), role: null },
        deed: 'shard.reconnect',
        outcome: 'refused',
      });
      expect(counts()).toEqual(before);
    });

    it('act at once where nothing can hurt', async () => {
      const options = { level: 'debug', minutes: 1 };
      const reply = await discord.invoke('loglevel', { guildId: home, userId: discord.ownerId, options });

      expect(lines(reply)).toMatch(/^\*\*Done\.\*\* The log is at level debug for 1 min\./);
      expect(reply.isEphemeral).toBe(true);
    });
  });

  describe('on the pages', () => {
    const page = async (path: string, init: RequestInit = {}) => {
      const response = await ask(path, { ...init, headers: { accept: 'text/html', ...(init.headers as object) } });
      return { status: response.status, location: response.headers.get('location'), html: await response.text() };
    };
    const send = (path: string, fields: Record<string, string>) =>
      page(path, { method: 'POST', body: new URLSearchParams(fields) });

    it('are confirmed on a page of their own that names cost and reach, and done once per page', async () => {
      const before = counts();
      const { html } = await page('/actions/reconnect?shard=1');
      const untouched = counts();
      const [, request = ''] = /name="request" value="([\w-]+)"/.exec(html) ?? [];
      const fields = { request, shard: '1', session: 'resume', reason: '<b>why</b>' };
      const [first, second] = await Promise.all([
        send('/actions/reconnect', fields),
        send('/actions/reconnect', fields),
      ]);
      await waitFor(() => counts().resumes === before.resumes + 1, app);
      const shown = await page(first.location ?? '');

      expect(html).toContain('Reconnect shard 1');
      expect(html).toMatch(/1 shard with \d servers?\. It costs no session start/);
      expect(html).toMatch(/It costs 1 session start \(\d+ of 1,000 are left\)/);
      expect(untouched).toEqual(before);
      expect([first.status, first.location]).toEqual([303, expect.stringMatching(/^\/audit\/\d+$/)]);
      expect(second.location).toBe(first.location);
      expect(shown.html).toContain('&lt;b&gt;why&lt;/b&gt;');
    });

    it.each<[string, Record<string, string>, string]>([
      ['presence', { status: 'online', text: 'Open' }, 'presence.set'],
      ['log-level', { level: 'info', minutes: '1' }, 'loglevel.set'],
      ['maintenance', { minutes: '1' }, 'maintenance.set'],
      ['maintenance', { do: 'end' }, 'maintenance.set'],
      ['reconnecting', { do: 'pause' }, 'reconnecting.pause'],
      ['reconnecting', { do: 'continue' }, 'reconnecting.pause'],
      ['leave', { guild: '100000000000000001' }, 'guild.leave'],
    ])('do what is filled in: %s %j', async (name, fields, deed) => {
      const { status, location } = await send(`/actions/${name}`, { ...fields, reason: 'by page' });
      const over = await waitFor(async () => {
        const [entry] = await audit(1);
        return entry && entry.outcome !== 'begun' && entry;
      }, app);

      expect(status).toBe(303);
      expect(location).toBe(`/audit/${over.number}`);
      expect(over).toMatchObject({ deed, reason: 'by page', outcome: name === 'leave' ? 'failed' : 'done' });
    });

    it.each<[string, Record<string, string>]>([
      ['presence', { status: 'busy' }],
      ['log-level', { level: 'loud', minutes: '1' }],
      ['log-level', { level: 'warn', minutes: '1' }],
      ['maintenance', { minutes: '-1' }],
      ['reconnecting', {}],
      ['reconnect', { shard: 'one' }],
      ['leave', { guild: 'home' }],
    ])('do nothing when something is wrong: %s %j', async (name, fields) => {
      const before = await audit(1);
      const { status, html } = await send(`/actions/${name}`, fields);

      expect([status, html.includes('Something is missing or wrong')]).toEqual([400, true]);
      expect(await audit(1)).toEqual(before);
    });

    it('say why not, where it is not possible', async () => {
      const fields = { request: 'x', shard: '99', session: 'resume' };
      const { status, html } = await send('/actions/reconnect', fields);

      expect(status).toBe(409);
      expect(html).toContain('There is no shard 99.');
    });

    it('are offered to those who may act, and to nobody else', async () => {
      const mine = (await page('/status')).html;
      const others = await (await fetch(`${app.url}/status`, { headers: { accept: 'text/html' } })).text();

      expect(mine).toContain('/actions/reconnect?shard=1');
      expect(others).not.toContain('/actions/');
    });

    it('are listed in the audit', async () => {
      const { html } = await page('/audit');

      expect(html).toContain('Reconnect with a new session');
      expect(html).toContain('Refused');
    });
  });
});
