import { Home, type Options } from './home.js';
import { waitFor } from './start.js';
import { statusWhen } from './status.js';

const commands: readonly [name: string, options: Options, deed: string][] = [
  ['reconnect', { shard: 1 }, 'shard.reconnect'],
  ['reconnect', { session: 'new' }, 'shard.identify'],
  ['reconnect', { force: true }, 'shard.identify.forced'],
  ['presence', { status: 'idle' }, 'presence.set'],
  ['maintenance', { minutes: 5 }, 'maintenance.set'],
  ['loglevel', { level: 'debug' }, 'loglevel.set'],
];

describe('slash commands that act', () => {
  let home: Home;
  beforeAll(async () => {
    home = await Home.start();
  });
  afterAll(() => home.stop());

  const last = async () => (await home.audit())[0]?.number ?? 0;

  it('reconnect all shards, one after the other: Discord sees a RESUME of each', async () => {
    const [before, number] = [home.counts(), await last()];
    await home.press(await home.use('reconnect', {}));
    const entry = await home.over(number);

    expect(entry).toMatchObject({ target: 'all shards', outcome: 'done', detail: 'All 2 shards are back.' });
    expect(home.counts()).toEqual({ identifies: before.identifies, resumes: before.resumes + 2 });
  });

  it('begin a new session where that is asked for: Discord sees one IDENTIFY', async () => {
    const [before, number] = [home.counts(), await last()];
    await home.press(await home.use('reconnect', { shard: 0, session: 'new', reason: 'deaf' }));
    const entry = await home.over(number);

    expect(entry).toMatchObject({ deed: 'shard.identify', target: 'shard 0', reason: 'deaf', outcome: 'done' });
    expect(home.counts()).toEqual({ identifies: before.identifies + 1, resumes: before.resumes });
  });

  it('act once for a button that is pressed twice', async () => {
    const [before, number] = [home.counts(), await last()];
    const asked = await home.use('reconnect', { shard: 1 });
    await Promise.allSettled([home.press(asked), home.press(asked)]);
    const entry = await home.over(number);
    await home.press(asked).catch(() => undefined);

    expect(home.counts().resumes).toBe(before.resumes + 1);
    expect((await home.audit())[0]).toEqual(entry);
  });

  it('turn the log up, and set the presence that Discord shows', async () => {
    await home.use('loglevel', { level: 'debug', minutes: 1 });
    await home.use('presence', { status: 'idle', text: 'Back at noon' });
    await statusWhen(home.app, ({ standing }) => standing.logLevel === 'debug');

    expect(home.discord.sessions.filter(({ isConnected }) => isConnected)).toHaveLength(2);
    await waitFor(
      () => home.discord.sessions.every(({ isConnected, presence }) => !isConnected || presence?.['status'] === 'idle'),
      home.app,
    );
  });

  it.each(commands)('/%s %j is refused to somebody without a role, and written down', async (name, options, deed) => {
    const before = home.counts();
    const stranger = home.discord.peopleIds.find((id) => id !== home.discord.ownerId) ?? '';
    const reply = await home.use(name, options, stranger);
    const [entry] = await home.audit();

    expect(reply.content).toMatch(/^Not allowed\. This needs the role (operator|admin)\.$/);
    expect(entry).toMatchObject({ who: { kind: 'command', id: stranger, role: null }, deed, outcome: 'refused' });
    expect(home.counts()).toEqual(before);
  });
});

describe('slash commands while nobody can say whose bot it is', () => {
  let home: Home;
  beforeAll(async () => {
    home = await Home.start();
    home.discord.begin({ fault: 'rest.status', status: 503, scope: { route: 'GET /oauth2/applications/@me' } });
  });
  afterAll(() => home.stop());

  it.each(commands)(
    '/%s %j does nothing, also for its owner, and that is written down',
    async (name, options, deed) => {
      const before = home.counts();
      const reply = await home.use(name, options);
      const [entry] = await home.audit();

      expect(reply.content).toBe('Nothing was done: Discord is not available.');
      expect(entry).toMatchObject({
        ...{ who: { kind: 'command', id: home.discord.ownerId, role: null }, deed, outcome: 'refused' },
        detail: 'Nobody could say which role they have: Discord did not answer.',
      });
      expect(home.counts()).toEqual(before);
    },
  );
});
