import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lives } from '../faults/lives.js';
import { UNHURRIED } from '../faults/scene.js';
import { Receiver } from '../receiver.js';
import { type Place, formsOf, placesWith } from './secret-search.js';
import { startAndEnd, waitFor } from './start.js';
import { Visitor, printedLink } from './visitor.js';
import { Walk } from './walk.js';

const PUBLIC_URL = 'http://127.0.0.1:9443';
const CLIENT_SECRET = 'canary/client+secret=of the tests';
const API_KEY = 'canary-of-the-first-key-"0123456789"-<b>';
const METRICS_TOKEN = 'canary-metrics+token/0123456789';
const PASSWORD = 'canary pass/word+of the database';
/** With it the program answers as it should; what it is told here is wrong on purpose, and secret all the same. */
const MALFORMED: Readonly<Record<string, string>> = {
  DISCORD_TOKEN: 'canary-of-a-token-that-is-none',
  DISCORD_CLIENT_SECRET: 'canary-too-sho',
  API_KEY: 'canary-of-a-key-too-short',
  METRICS_TOKEN: 'canary-too-sho',
  ALERT_WEBHOOK_URL: 'ftp://canary-of-a-hook.example/canary-of-its-path',
  HEARTBEAT_URL: 'http://canary:canary-of-a-heart@example.com/canary-of-its-path',
  DATABASE_URL: 'mysql://root:canary-of-a-password@localhost/x',
};

/** The line in which the link of the start is meant to stand. */
const withoutLink = (text: string) => text.replace(/^.*Sign in \(once.*$/gm, '');

describe('secrets', () => {
  let lives: Lives;
  let receiver: Receiver;
  const walk = new Walk();
  const aside = mkdtempSync(join(tmpdir(), 'shardwatch-canary-'));
  const secrets: Record<string, string> = { CLIENT_SECRET, API_KEY, METRICS_TOKEN, PASSWORD };
  const admin = { authorization: `Bearer ${API_KEY}` };
  const json = { ...admin, 'content-type': 'application/json' };

  beforeAll(async () => {
    receiver = await Receiver.start();
    Object.assign(secrets, { webhook: 'canary-of-the-webhook/%C3%A9', heartbeat: 'canary-of-the-heartbeat' });
    const to = (path: string) => new URL(`/hook/${path}`, receiver.url).href;
    lives = await Lives.of({
      discord: { timeFactor: 15, clientSecret: CLIENT_SECRET, redirectUris: [`${PUBLIC_URL}/signin/discord/back`] },
      env: {
        ...{ ...UNHURRIED, TIME_FACTOR: '15', LOG_LEVEL: 'trace', PUBLIC_URL, SIGNIN_LINK: 'true' },
        ...{ DISCORD_CLIENT_SECRET: CLIENT_SECRET, API_KEY, METRICS_TOKEN, ALERT_LOOPBACK: 'true' },
        ...{ ALERT_WEBHOOK_URL: to(secrets['webhook'] ?? ''), HEARTBEAT_URL: to(secrets['heartbeat'] ?? '') },
      },
    });
    secrets['DISCORD_TOKEN'] = lives.discord.token;
    await lives.live({ HOME_GUILD_ID: lives.discord.guildIds[0] ?? '' });
    walk.listen(lives.app, admin);
    await signInEachWay();
    await makeKeys();
    await getIntoTrouble();
    await useCommands();
    await lookAround();
    await runTools();
    await walk.hearOut(lives.app);
    await lives.stop();
    walk.keep('the log', withoutLink(lives.app.output()));
    walk.keepFiles(lives.dataDir);
    await comeWithAWrongToken();
    await comeWithoutADatabase();
  }, 240_000);
  afterAll(async () => {
    await lives.end();
    await receiver.leave();
    rmSync(aside, { recursive: true });
  });

  async function signInEachWay(): Promise<void> {
    const link = await printedLink(lives.app);
    secrets['the link of the log'] = link.split('/').at(-1) ?? '';
    await walk.ask(lives.app, link, { headers: { accept: 'text/html' } }, 'before');
    const [byLink, byDiscord] = [new Visitor(lives.app), new Visitor(lives.app)];
    await byLink.post(link);
    await walk.ask(lives.app, link, { headers: { accept: 'text/html' } }, 'used');
    const page = (await byDiscord.get('/signin/discord')).headers.get('location') ?? '';
    const decided = await fetch(page, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ as: 'owner' }),
    });
    const back = decided.headers.get('location') ?? '';
    await byDiscord.get(back.slice(PUBLIC_URL.length));
    secrets['the code of Discord'] = new URL(back).searchParams.get('code') ?? '';
    for (const [way, { cookie }] of Object.entries({ byLink, byDiscord })) {
      secrets[`the session ${way}`] = /=([\w-]{43})$/.exec(cookie)?.[1] ?? '';
      await walk.everywhere(lives.app, way, { cookie });
    }
  }

  /** The answer to whoever makes a key is the one place where it is meant to stand. */
  async function makeKeys(): Promise<void> {
    const body = JSON.stringify({ name: 'by the API', role: 'viewer' });
    const made = await fetch(`${lives.app.url}/api/v1/keys`, { method: 'POST', headers: json, body });
    secrets['a key of the API'] = ((await made.json()) as { key: string }).key;
    const form = new URLSearchParams({ name: 'by the page', role: 'operator' });
    const headers = { ...admin, accept: 'text/html' };
    const page = await fetch(`${lives.app.url}/settings/keys`, { method: 'POST', headers, body: form });
    secrets['a key of the page'] = /\bsw_[\w-]{43}/.exec(await page.text())?.[0] ?? '';
    const viewer = { authorization: `Bearer ${secrets['a key of the API']}` };
    await walk.everywhere(lives.app, 'a viewer', viewer);
    await walk.ask(lives.app, '/api/v1/keys', { method: 'POST', headers: { ...json, ...viewer }, body }, 'refused');
  }

  /** Discord is away, the receiver of alerts as well. */
  async function getIntoTrouble(): Promise<void> {
    receiver.manner = 500;
    lives.discord.refuseGateway('refused');
    for (const shardId of [0, 1]) lives.discord.dropShard(shardId);
    await lives.until(() => receiver.received.some(({ body }) => body.includes('incident.opened')));
    receiver.manner = 'cut';
    await lives.until(() => receiver.received.filter(({ body }) => body.includes('incident')).length > 1);
    lives.discord.refuseGateway(null);
    receiver.manner = 204;
    const fault = lives.discord.begin({ fault: 'rest.reset', scope: { route: 'POST /interactions/**' } });
    await lives.discord.invoke('ping').catch(() => undefined);
    lives.discord.end(fault);
    await lives.operational();
    receiver.received.forEach(({ body }, at) => walk.keep(`alert ${at}`, body));
  }

  async function useCommands(): Promise<void> {
    await lives.until(() => lives.app.output().includes('/reconnect'));
    const [guildId = '', userId] = [lives.discord.guildIds[0], lives.discord.ownerId];
    for (const name of ['status', 'about', 'help', 'ping', 'reconnect'])
      walk.keep(`/${name}`, JSON.stringify(await lives.discord.invoke(name, { guildId, userId })));
  }

  async function lookAround(): Promise<void> {
    for (const [path, body] of Object.entries({ reconnections: { shard: 1 }, departures: { guildId: 'x' } }))
      await walk.ask(lives.app, `/api/v1/actions/${path}`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify(body),
      });
    await walk.everywhere(lives.app, 'an admin', admin);
    await walk.everywhere(lives.app, 'anybody', {});
    for (const token of [METRICS_TOKEN, 'another'])
      await walk.ask(lives.app, '/metrics', { headers: { authorization: `Bearer ${token}` } }, token.slice(-1));
    await walk.ask(lives.app, `/events?text=${encodeURIComponent('x')}&limit=x`, { headers: admin });
    await walk.ask(lives.app, '/api/v1/keys', { method: 'POST', headers: json, body: '{' });
  }

  async function runTools(): Promise<void> {
    const env = { ...lives.settings, DATA_DIR: lives.dataDir };
    const link = await walk.run('signin-link', [], env);
    secrets['a link of the command line'] = /link\/([\w-]+)/.exec(link)?.[1] ?? '';
    const made = await walk.run('keys', ['create', '--role', 'viewer', '--name', 'by a command'], env);
    secrets['a key of the command line'] = /\bsw_[\w-]{43}/.exec(made)?.[0] ?? '';
    const backup = join(aside, 'backup.db');
    for (const words of [
      'keys list',
      'keys revoke nothing',
      'store check',
      `store backup ${backup}`,
      'store verify-audit',
    ])
      walk.keep(words, await walk.run(words.split(' ')[0] ?? '', words.split(' ').slice(1), env));
    walk.keepFiles(aside);
  }

  async function comeWithAWrongToken(): Promise<void> {
    const token = `${lives.discord.token.split('.')[0]}.canary.${'x'.repeat(38)}`;
    secrets['a token that Discord refuses'] = token;
    await lives.start({ DISCORD_TOKEN: token });
    await lives.until(() => lives.app.output().includes('does not accept the bot token'));
    await walk.everywhere(lives.app, 'with a wrong token', admin);
    await lives.stop();
    walk.keep('the log with a wrong token', withoutLink(lives.app.output()));
  }

  async function comeWithoutADatabase(): Promise<void> {
    await lives.start({ DATABASE_URL: `postgres://canary:${encodeURIComponent(PASSWORD)}@127.0.0.1:9/nowhere` });
    await waitFor(() => lives.app.output().includes('The store cannot be opened'), lives.app);
    await walk.everywhere(lives.app, 'without a database', admin);
    await lives.stop();
    walk.keep('the log without a database', withoutLink(lives.app.output()));
  }

  it('have been looked for in every place', () => {
    const names = walk.places.map(({ name }) => name).join('\n');

    expect(walk.places.length).toBeGreaterThan(300);
    for (const part of [
      'GET /settings',
      'stream /live/status',
      '.csv',
      'alert 0',
      'file backup.db',
      '/reconnect',
      'GET /metrics',
    ])
      expect(names).toContain(part);
    expect(Object.entries(secrets).filter(([, secret]) => secret.length < 12)).toEqual([]);
  });

  it('are found by this very search, in each form and wherever they stand', () => {
    const hidden = ['', 'a', 'ab'].map((before) => Buffer.from(`${before}${CLIENT_SECRET}:`).toString('base64'));
    const places: Place[] = [...formsOf(CLIENT_SECRET), ...hidden].map((text, at) => ({
      name: String(at),
      text: `-${text}-`,
    }));

    expect(placesWith(CLIENT_SECRET, places)).toHaveLength(places.length);
    expect(placesWith(CLIENT_SECRET, [{ name: 'none', text: 'canary/client' }])).toEqual([]);
  });

  it('stand in no page, answer, stream, alert, log or file', () => {
    const found = Object.entries(secrets).map(([name, secret]) => [name, placesWith(secret, walk.places)]);

    expect(found.filter(([, places]) => places?.length)).toEqual([]);
  });

  it.each(Object.entries(MALFORMED))('are not repeated by a start that refuses %s', async (name, value) => {
    const { code, output } = await startAndEnd({ DISCORD_TOKEN: lives.discord.token, [name]: value });

    expect(code).toBe(78);
    expect(output).toContain(name);
    expect(output.toLowerCase()).not.toContain('canary');
  });
});
