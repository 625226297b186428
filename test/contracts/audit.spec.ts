import { type AuditHead, type AuditSubject, headWords, readHead } from '../../src/model/audit.js';
import { AuditBook } from '../../src/store/audit.book.js';
import { AuditChecker } from '../../src/store/audit.check.js';
import { Store } from '../../src/store/store.js';
import { type Grounds, kinds } from './places.js';

const AT = 1_795_000_000_000;
const subject: AuditSubject = {
  at: AT,
  who: { kind: 'person', id: '80351110224678912', name: '=Ada \u202e\u0000 \ud800 <b>', role: 'operator' },
  from: '192.0.2.7',
  deed: 'shard.reconnect',
  target: 'shard 3',
  reason: `it's deaf; "really" ${'é'.repeat(300)}`,
  before: null,
  after: 'the same session on a new connection',
  request: null,
};

describe.each(kinds.filter(({ isSkipped }) => !isSkipped))('the audit in a store $title', ({ fresh }) => {
  let grounds: Grounds;
  let store: Store;
  let book: AuditBook;
  beforeEach(async () => {
    grounds = await fresh();
    store = await Store.open(grounds.place());
    book = new AuditBook(store);
  });
  afterEach(async () => {
    await store.close();
    grounds.clear();
  });

  /** Rows 1 to 6: three actions, of which the last was refused, and one that goes on. */
  async function history(): Promise<void> {
    const first = await book.begin({ ...subject, request: 'person:1:a' }, 'begun', null);
    await book.end(first, { at: AT + 500, outcome: 'done', detail: 'Shard 3 is back.' });
    const second = await book.begin({ ...subject, target: 'shard 4' }, 'begun', null);
    await book.end(second, { at: AT + 900, outcome: 'failed', detail: 'It is not.' });
    await book.begin({ ...subject, deed: 'guild.leave', target: 'server 9' }, 'refused', 'Not allowed');
    await book.begin({ ...subject, target: 'shard 5' }, 'begun', null);
  }

  const faults = async (logged: AuditHead | null = null) => (await new AuditChecker(store.db, logged).check()).faults;
  const numbers = async (logged: AuditHead | null = null) => [
    ...new Set((await faults(logged)).map(({ number }) => number)),
  ];

  it('gives each action with its end, the newest first, whatever people have written', async () => {
    await history();
    const entries = await book.find(null, 10);

    expect(entries.map(({ number, target, outcome, completedAt }) => [number, target, outcome, completedAt])).toEqual([
      [6, 'shard 5', 'begun', null],
      [5, 'server 9', 'refused', AT],
      [3, 'shard 4', 'failed', AT + 900],
      [1, 'shard 3', 'done', AT + 500],
    ]);
    expect(entries.at(-1)).toMatchObject({ ...subject, request: 'person:1:a', detail: 'Shard 3 is back.' });
  });

  it('goes on page by page, and finds one by its number and by its request', async () => {
    await history();

    expect((await book.find(5, 1)).map(({ number }) => number)).toEqual([3]);
    expect(await book.one(3)).toMatchObject({ target: 'shard 4' });
    expect([await book.one(2), await book.one(99)]).toEqual([null, null]);
    expect(await book.ofRequest('person:1:a')).toMatchObject({ number: 1, outcome: 'done' });
    expect(await book.ofRequest('person:1:b')).toBeNull();
  });

  it('takes a request once, and is whole when two are written at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => book.begin(subject, 'begun', null)));
    await book.begin({ ...subject, request: 'once' }, 'begun', null);

    await expect(book.begin({ ...subject, request: 'once' }, 'begun', null)).rejects.toThrow('not available');
    expect((await book.head()).number).toBe(21);
    expect(await faults()).toEqual([]);
  });

  it('is whole when a command beside the bot writes at the same moment', async () => {
    const beside = new AuditBook({ db: store.db, isStandIn: false });
    await Promise.all(Array.from({ length: 10 }, (_, at) => (at % 2 ? beside : book).begin(subject, 'begun', null)));

    expect((await book.head()).number).toBe(10);
    expect(await faults()).toEqual([]);
  });

  it('is found whole by the next process, which knows what was never finished', async () => {
    await history();
    await store.close();
    store = await Store.open(grounds.place());
    book = new AuditBook(store);

    expect((await book.unfinished()).map(({ number }) => number)).toEqual([6]);
    await book.end(6, { at: AT + 9_000, outcome: 'unknown', detail: 'The process ended before it was known.' });
    expect(await book.unfinished()).toEqual([]);
    expect(await faults()).toEqual([]);
  });

  describe('that somebody has changed', () => {
    let head: AuditHead;
    beforeEach(async () => {
      await history();
      head = await book.head();
    });

    const change = (number: number, row: Record<string, unknown>) =>
      store.db.updateTable('audit').set(row).where('number', '=', number).execute();
    const remove = (number: number) => store.db.deleteFrom('audit').where('number', '=', number).execute();

    it.each([1, 2, 3, 4, 5, 6])('has row %i named, whatever was edited there', async (number) => {
      const rows = await store.db.selectFrom('audit').selectAll().where('number', '=', number).execute();
      const found: number[][] = [];
      for (const row of rows) {
        for (const edit of [
          { data: row.data.replace('}', ' }') },
          { at: row.at + 1 },
          { outcome: 'done ' },
          { request: 'other' },
          { previous_hash: 'f'.repeat(64) },
          { hash: 'f'.repeat(64) },
        ]) {
          await change(number, edit);
          found.push(await numbers());
          await change(number, row);
        }
      }

      expect(found).toHaveLength(6);
      for (const named of found) expect(named).toContain(number);
      expect(await faults()).toEqual([]);
    });

    it('has a row that is gone named, also the first and the last', async () => {
      const found: number[][] = [];
      for (const number of [3, 1, 6]) {
        await remove(number);
        found.push(await numbers());
      }

      expect(found).toEqual([[3], [1, 3], [1, 3, 6]]);
    });

    it('is found out although two rows have only changed places', async () => {
      await change(2, { number: 99 });
      await change(4, { number: 2 });
      await change(99, { number: 4 });

      expect(await numbers()).toEqual(expect.arrayContaining([2, 4]));
    });

    it('is found out although the last row was deleted and the end was set back to the one before', async () => {
      await remove(6);
      const last = await store.db.selectFrom('audit').selectAll().where('number', '=', 5).executeTakeFirstOrThrow();
      await store.db.updateTable('audit_head').set({ number: 5, hash: last.hash }).execute();

      expect(await numbers()).toEqual([]);
      expect(await numbers(readHead(headWords(head)))).toEqual([6]);
    });
  });
});
