import { Logger } from '@nestjs/common';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewaySettings } from '../../../test/make-gateway.js';
import { DiscordConnection } from '../../config/connection.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { type KeptSession, SessionBook } from '../../store/session.book.js';
import { LibsqlPlace } from '../../store/libsql.place.js';
import { Store } from '../../store/store.js';
import { fingerprintOf } from './fingerprint.js';
import { SessionShelf } from './session.shelf.js';

const MINUTE = 60_000;
const TOKEN = 'MTIz.before.me';
const KNOWN = { user: { id: '123' }, application: { id: '123' } };

const session = (parts: Partial<KeptSession> = {}): KeptSession => ({
  shardId: 0,
  sessionId: 'abc',
  sequence: 7,
  resumeUrl: 'wss://gateway-us-east1-b.discord.gg',
  shardCount: 1,
  startedAt: Date.now() - MINUTE,
  aliveAt: Date.now(),
  ...parts,
});

describe('the sessions of the process before', () => {
  let folder: string;
  let store: Store;
  let book: SessionBook;
  let said: string[];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shardwatch-shelf-'));
    store = await Store.open(new LibsqlPlace(folder, '123'));
    book = new SessionBook(store);
    said = [];
    for (const level of ['log', 'warn'] as const)
      vi.spyOn(Logger.prototype, level).mockImplementation((text) => void said.push(String(text)));
    vi.spyOn(Logger.prototype, 'error').mockImplementation(
      (_error: unknown, text: unknown) => void said.push(String(text)),
    );
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function keep(sessions: readonly KeptSession[], client: { json?: string; fingerprint?: string } = {}) {
    const fingerprint = JSON.stringify(fingerprintOf(TOKEN, ['Guilds'], 'lean'));
    const whose = { fingerprint, json: JSON.stringify(KNOWN), ...client };
    await book.keep({ client: whose, endedShards: [], sessions, guilds: [], goneGuilds: [] });
  }

  /** What the next process finds. */
  async function nextShelf({
    token = TOKEN,
    intents = ['Guilds'],
    cache = 'lean',
    sessionKit = 'on',
  } = {}): Promise<SessionShelf> {
    const settings = gatewaySettings({ intents, cache, sessionKit } as object);
    const connection = new DiscordConnection('real', 'https://discord.com/api', token);
    const shelf = new SessionShelf(book, settings, connection, new MonitorSettings());
    await shelf.onModuleInit();
    return shelf;
  }

  it('are taken up, each once', async () => {
    const kept = session();
    await keep([kept]);
    const shelf = await nextShelf();

    expect([shelf.hasAny(1), shelf.client]).toEqual([true, KNOWN]);
    expect(await shelf.take(0, 1)).toEqual(kept);
    expect(await shelf.take(0, 1)).toBeNull();
    expect(said).toEqual(['Taking up 1 session of the process before this one']);
  });

  it.each([
    ['another token', { token: 'MTIz.after.me' }, 'the token is another one'],
    ['other intents', { intents: ['Guilds', 'GuildMembers'] }, 'INTENTS changed'],
    ['another cache', { cache: 'full' }, 'CACHE changed'],
  ])(
    'are not taken up with %s, which is said, and are there again when that is taken back',
    async (_what, changed, why) => {
      await keep([session()]);
      const shelf = await nextShelf(changed);

      expect([shelf.hasAny(1), await shelf.take(0, 1)]).toEqual([false, null]);
      expect(said).toEqual([`New sessions begin, because ${why}`]);
      expect((await nextShelf()).hasAny(1)).toBe(true);
    },
  );

  it.each([
    ['an older form', JSON.stringify({ ...fingerprintOf(TOKEN, ['Guilds'], 'lean'), format: 0 })],
    ['no form at all', 'null'],
    ['a form that cannot be read', '{'],
  ])('are forgotten when they were kept in %s', async (_what, fingerprint) => {
    await keep([session()], { fingerprint });

    expect((await nextShelf()).hasAny(1)).toBe(false);
    expect(said).toEqual(['New sessions begin, because what is kept has a new form']);
  });

  it('are forgotten by a process that keeps none, for it handles what they would bring again', async () => {
    await keep([session()]);
    const shelf = await nextShelf({ sessionKit: 'off' });

    expect([shelf.hasAny(1), shelf.leftAt]).toEqual([false, expect.any(Number)]);
    expect(said).toEqual(['New sessions begin, because SESSION_KIT is off']);
    expect((await nextShelf()).hasAny(1)).toBe(false);
  });

  it('are forgotten with another number of shards', async () => {
    await keep([session({ shardCount: 3 }), session({ shardId: 1, shardCount: 3 })]);
    const shelf = await nextShelf();

    expect([shelf.hasAny(2), await shelf.take(0, 2), await shelf.take(1, 2)]).toEqual([false, null, null]);
    expect(await book.sessions()).toEqual([]);
    expect(said.at(-1)).toBe('New sessions begin, because the number of shards changed from 3 to 2');
  });

  it('are left alone after a quarter of an hour: Discord knows them no more', async () => {
    await keep([session({ aliveAt: Date.now() - 16 * MINUTE })]);

    expect((await nextShelf()).hasAny(1)).toBe(false);
    expect(said).toEqual(['Too old to be taken up: 1 session, left 16 min ago']);
  });

  it.each(['{', 'null', '{"user":{"id":"1"}}'])('are left alone when their bot is %s', async (json) => {
    await keep([session()], { json });

    expect((await nextShelf()).hasAny(1)).toBe(false);
    expect(said).toEqual(['The sessions of the process before this one could not be read: new ones begin']);
  });

  it.each([
    ['an address that is none', { resumeUrl: 'nowhere' }],
    ['an address that is no gateway', { resumeUrl: 'https://discord.com' }],
    ['no id', { sessionId: '' }],
    ['a number below 0', { sequence: -1 }],
  ])('are taken up but for one with %s', async (_what, damage) => {
    await keep([session({ shardCount: 2 }), session({ shardId: 1, shardCount: 2, ...damage })]);
    const shelf = await nextShelf();

    expect([(await shelf.take(0, 2))?.sessionId, await shelf.take(1, 2)]).toEqual(['abc', null]);
    expect(said[0]).toBe('1 session cannot be read: new ones begin there');
  });
});
