import { type KeptSession, SessionBook, type SessionChanges } from '../../src/store/session.book.js';
import { SessionStartBook } from '../../src/store/session-start.book.js';
import { Store } from '../../src/store/store.js';
import { type Grounds, kinds } from './places.js';

const nothing: SessionChanges = { client: null, endedShards: [], sessions: [], guilds: [], goneGuilds: [] };
const client = { fingerprint: 'of one token', json: '{"user":{}}' };

function session(shardId: number, parts: Partial<KeptSession> = {}): KeptSession {
  const at = 1_767_225_600_000;
  const resumeUrl = 'wss://gateway.example';
  return { shardId, sessionId: 'a', sequence: 1, resumeUrl, shardCount: 2, startedAt: at, aliveAt: at, ...parts };
}

const guild = (guildId: string, shardId = 0, json = '{}') => ({ guildId, shardId, json });

describe.each(kinds.filter(({ isSkipped }) => !isSkipped))('the books of a store $title', ({ fresh }) => {
  let grounds: Grounds;
  let store: Store;
  beforeEach(async () => {
    grounds = await fresh();
    store = await Store.open(grounds.place());
  });
  afterEach(async () => {
    await store.close();
    grounds.clear();
  });

  /** What the next process finds. */
  async function restart(): Promise<void> {
    await store.close();
    store = await Store.open(grounds.place());
  }

  async function guildsOf(book: SessionBook, shardId: number) {
    const slices: string[][] = [];
    for await (const rows of book.guildsOf(shardId)) slices.push(rows.map(({ guildId }) => guildId));
    return slices;
  }

  describe('of sessions', () => {
    let book: SessionBook;
    beforeEach(() => {
      book = new SessionBook(store);
    });

    it('gives the next process what the last one kept, and says that it lasts', async () => {
      const kept = [session(0), session(1, { sessionId: 'b', sequence: 2_000_000_000 })];
      await book.keep({ ...nothing, client, sessions: kept, guilds: [guild('10')] });
      await restart();
      const next = new SessionBook(store);

      expect(next.isLasting).toBe(true);
      expect(await next.client()).toEqual(client);
      expect([...(await next.sessions())].sort((a, b) => a.shardId - b.shardId)).toEqual(kept);
      expect(await next.guild('10')).toEqual(guild('10'));
    });

    it('keeps the newest of each', async () => {
      await book.keep({ ...nothing, client, sessions: [session(0)], guilds: [guild('10', 0, '1')] });
      const newer = { ...client, json: '{"user":{"id":"1"}}' };
      await book.keep({
        ...nothing,
        client: newer,
        sessions: [session(0, { sequence: 9 })],
        guilds: [guild('10', 1, '2')],
      });

      expect(await book.client()).toEqual(newer);
      expect(await book.sessions()).toEqual([session(0, { sequence: 9 })]);
      expect(await book.guild('10')).toEqual(guild('10', 1, '2'));
    });

    it('forgets the sessions of another client, a shard that ended, and a server that is gone', async () => {
      await book.keep({
        ...nothing,
        client,
        sessions: [session(0), session(1)],
        guilds: [guild('10'), guild('11', 1)],
      });
      await book.keep({ ...nothing, endedShards: [0] });
      const afterEnd = [await book.sessions(), await book.guild('10'), await book.guild('11')];
      await book.keep({ ...nothing, goneGuilds: ['11'] });
      await book.keep({ ...nothing, client: { ...client, fingerprint: 'of another' } });

      expect(afterEnd).toEqual([[session(1)], null, guild('11', 1)]);
      expect(await book.guild('11')).toBeNull();
      expect(await book.sessions()).toEqual([]);
    });

    it('gives the servers of a shard in slices, each once', async () => {
      const ids = Array.from({ length: 120 }, (_, at) => String(10_000 + at));
      await book.keep({ ...nothing, guilds: [...ids.map((id) => guild(id)), guild('9', 1)] });
      const slices = await guildsOf(book, 0);

      expect(slices.flat().sort()).toEqual(ids);
      expect(slices.every((slice) => slice.length <= 50)).toBe(true);
    });

    it('keeps what strangers write, to the letter', async () => {
      const json = JSON.stringify({ name: `'"; DROP TABLE run; -- \u0000 \ud800 👩‍👩‍👧 \u202e ${'é'.repeat(20_000)}` });
      await book.keep({ ...nothing, guilds: [guild('10', 0, json)] });

      expect((await book.guild('10'))?.json).toBe(json);
    });

    it('keeps a thousand servers in one go, and forgets all when it is told so', async () => {
      const guilds = Array.from({ length: 1_001 }, (_, at) => guild(String(10_000 + at)));
      await book.keep({ ...nothing, client, sessions: [session(0)], guilds });
      const before = (await guildsOf(book, 0)).flat().length;
      await book.forget();

      expect(before).toBe(1_001);
      expect([await book.client(), await book.sessions(), await guildsOf(book, 0)]).toEqual([null, [], []]);
    });

    it('is another edition in another store only', async () => {
      const { edition } = book;
      await book.keep({ ...nothing, client });

      expect(book.edition).toBe(edition);
      await restart();
      expect(new SessionBook(store).edition).not.toBe(edition);
    });
  });

  it('of session starts gives those of the last day, oldest first, and forgets the older ones', async () => {
    const book = new SessionStartBook(store);
    for (const at of [3_000, 1_000, 2_000]) await book.add({ at, shardId: 1 }, 0);
    const since = await book.since(2_000);
    await book.add({ at: 4_000, shardId: 2 }, 3_000);
    await restart();

    expect(since.map(({ at }) => at)).toEqual([2_000, 3_000]);
    expect(await new SessionStartBook(store).since(0)).toEqual([
      { at: 3_000, shardId: 1 },
      { at: 4_000, shardId: 2 },
    ]);
  });
});
