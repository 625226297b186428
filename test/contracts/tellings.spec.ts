import { Store } from '../../src/store/store.js';
import { type NewTelling, TellingBook } from '../../src/store/telling.book.js';
import { type Grounds, kinds } from './places.js';

const opening: NewTelling = { id: '1-opened', incidentId: 7, change: 'opened', createdAt: 1_767_225_600_000 };
const closing: NewTelling = { ...opening, id: '1-closed', change: 'closed', createdAt: 1_767_225_660_000 };

describe.each(kinds.filter(({ isSkipped }) => !isSkipped))('the book of tellings in a store $title', ({ fresh }) => {
  let grounds: Grounds;
  let store: Store;
  let book: TellingBook;
  const open = async () => {
    store = await Store.open(grounds.place());
    book = new TellingBook(store);
  };
  beforeEach(async () => {
    grounds = await fresh();
    await open();
  });
  afterEach(async () => {
    await store.close();
    grounds.clear();
  });

  it('keeps what is to be told for the next process, once for each receiver', async () => {
    await book.add('a', [opening]);
    await book.add('a', [opening, closing]);
    await book.add('b', [opening]);
    await store.close();
    await open();

    expect(await book.of(7)).toEqual([
      { ...opening, state: 'waiting', isUnsure: false, attempts: 0, nextAt: opening.createdAt, toldAt: null },
      { ...opening, state: 'waiting', isUnsure: false, attempts: 0, nextAt: opening.createdAt, toldAt: null },
      { ...closing, state: 'waiting', isUnsure: false, attempts: 0, nextAt: closing.createdAt, toldAt: null },
    ]);
    expect(await book.of(8)).toEqual([]);
  });

  it('gives each to the first who asks, and to nobody else', async () => {
    await book.add('a', [opening, closing]);
    const asked = await Promise.all(Array.from({ length: 5 }, () => book.claim('a', [opening.id], 1_767_225_600_001)));

    expect(asked.filter((foreign) => foreign.length === 0)).toHaveLength(1);
    expect(await book.of(7)).toMatchObject([
      { state: 'claimed', attempts: 1 },
      { state: 'waiting', attempts: 0 },
    ]);
  });

  it('leaves to whoever asks what it has never heard of', async () => {
    await book.add('b', [opening]);

    expect(await book.claim('a', [opening.id], 1)).toEqual([]);
    expect(await book.of(7)).toMatchObject([{ state: 'waiting' }]);
  });

  it('gives it again after an attempt that failed, and remembers how that one ended', async () => {
    await book.add('a', [opening]);
    await book.claim('a', [opening.id], 1);
    await book.postpone('a', [opening.id], { isUnsure: true, nextAt: 1_767_225_700_000 });
    const [between] = await book.of(7);

    expect(await book.claim('a', [opening.id], 2)).toEqual([]);
    expect(between).toMatchObject({ state: 'waiting', isUnsure: true, attempts: 1, nextAt: 1_767_225_700_000 });
    expect(await book.of(7)).toMatchObject([{ state: 'claimed', attempts: 2 }]);
  });

  it('gives nobody what is told or given up', async () => {
    await book.add('a', [opening, closing]);
    await book.close('a', [opening.id], { state: 'told', at: 1_767_225_605_000 });
    await book.close('a', [closing.id], { state: 'given_up', at: 1_767_225_705_000 });
    await book.postpone('a', [opening.id], { isUnsure: true, nextAt: 1 });

    expect(await book.claim('a', [opening.id, closing.id], 1)).toHaveLength(2);
    expect(await book.add('a', [opening, closing])).toHaveLength(2);
    expect(await book.of(7)).toMatchObject([
      { state: 'told', isUnsure: false, toldAt: 1_767_225_605_000 },
      { state: 'given_up', toldAt: null },
    ]);
  });

  it('remembers when each receiver was first used', async () => {
    const first = await book.since('a', 1_767_225_600_000);
    await store.close();
    await open();

    expect(first).toBe(1_767_225_600_000);
    expect(await book.since('a', 1_767_225_999_000)).toBe(1_767_225_600_000);
    expect(await book.since('b', 1_767_225_999_000)).toBe(1_767_225_999_000);
  });
});
