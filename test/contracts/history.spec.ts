import { histogramOf } from '../../src/model/histogram.js';
import { HistoryBook } from '../../src/store/history.book.js';
import { Store } from '../../src/store/store.js';
import { historyPoint } from '../make.js';
import { type Grounds, kinds } from './places.js';

const ALL = { from: 0, until: Number.MAX_SAFE_INTEGER };

describe.each(kinds.filter(({ isSkipped }) => !isSkipped))('the history in a store $title', ({ fresh }) => {
  let grounds: Grounds;
  let store: Store;
  let book: HistoryBook;
  beforeEach(async () => {
    grounds = await fresh();
    store = await Store.open(grounds.place());
    book = new HistoryBook(store);
  });
  afterEach(async () => {
    await store.close();
    grounds.clear();
  });

  it('gives points back as they were', async () => {
    const point = historyPoint(
      { events: 12, cpuMs: 34 },
      {
        from: 1_795_000_000_000,
        verdict: 'degraded',
        latency: histogramOf([40, 41]),
        shards: [{ id: 3, answeredRatio: 0.5, latencyMs: null }],
        commands: [
          { kind: 'command', name: 'Odd ,[[";% name', uses: 3, troubled: 1, acknowledgement: histogramOf([40, 900]) },
          { kind: 'component', name: 'page/:number', uses: 1, troubled: 0, acknowledgement: histogramOf([]) },
        ],
      },
    );
    await book.add('10s', [point]);

    expect(await book.between('10s', ALL, 10)).toEqual([point]);
  });

  it('keeps resolutions apart, gives the oldest first, and no more than asked', async () => {
    const at = (from: number) => historyPoint({}, { from });
    await book.add('10s', [at(20_000), at(10_000), at(30_000)]);
    await book.add('1min', [at(60_000)]);

    const starts = async (from: number, most: number) =>
      (await book.between('10s', { from, until: 30_000 }, most)).map((point) => point.from);
    expect(await starts(0, 10)).toEqual([10_000, 20_000]);
    expect(await starts(0, 1)).toEqual([10_000]);
    expect(await starts(20_000, 10)).toEqual([20_000]);
    expect([
      await book.newest('10s', ALL.until),
      await book.newest('1min', ALL.until),
      await book.newest('1d', ALL.until),
    ]).toEqual([30_000, 60_000, null]);
  });

  it('does not change what it has of a time', async () => {
    await book.add('10s', [historyPoint({ events: 1 })]);
    await book.add('10s', [historyPoint({ events: 2 })]);

    expect((await book.between('10s', ALL, 10)).map(({ counts }) => counts.events)).toEqual([1]);
  });

  it('forgets what is old, some at a time', async () => {
    for (const hundred of [0, 1]) {
      const points = Array.from({ length: 100 }, (_, at) => historyPoint({}, { from: (hundred * 100 + at) * 10_000 }));
      await book.add('10s', points);
    }
    const gone = [await book.forgetBefore('10s', 1_500_000), await book.forgetBefore('10s', 1_500_000)];

    expect(gone).toEqual([100, 50]);
    expect(await book.between('10s', ALL, 200)).toHaveLength(50);
  });

  it.each(['[', '[10000]', 'null', '{}', ''])('has a hole where a row is damaged: %s', async (data) => {
    await book.add('10s', [historyPoint(), historyPoint({}, { from: 10_000 })]);
    await store.db.updateTable('history').set({ data }).where('from_at', '=', 0).execute();

    expect((await book.between('10s', ALL, 10)).map(({ from }) => from)).toEqual([10_000]);
  });

  it('knows the rest of a row in which the shards are damaged, and points without shards', async () => {
    await book.add('10s', [historyPoint(), historyPoint({}, { from: 10_000, shards: [] })]);
    const [row] = await store.db.selectFrom('history').selectAll().where('from_at', '=', 0).execute();
    const data = row?.data.replace(',[[0', ',[[0x') ?? '';
    await store.db.updateTable('history').set({ data }).where('from_at', '=', 0).execute();

    const [damaged, without] = await book.between('10s', ALL, 10);
    expect(damaged).toEqual(historyPoint({}, { shards: [] }));
    expect(without?.shards).toEqual([]);
  });
});
