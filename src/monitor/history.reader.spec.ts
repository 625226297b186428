import { historyPoint } from '../../test/make.js';
import { now } from '../bus/now.js';
import { HistorySettings } from '../config/history.settings.js';
import { Unavailable } from '../model/errors.js';
import { spanOf } from '../model/history.js';
import { HistoryBook } from '../store/history.book.js';
import { Store } from '../store/store.js';
import { HistoryReader } from './history.reader.js';

const MINUTE = spanOf['1min'];
const DAY = spanOf['1d'];
const MOST = 2_000;

describe('reading the history', () => {
  const today = Math.floor(now() / DAY) * DAY;
  let store: Store;
  let book: HistoryBook;
  let reader: HistoryReader;
  beforeEach(async () => {
    store = await Store.inMemory('a test');
    book = new HistoryBook(store);
    reader = new HistoryReader(book, new HistorySettings());
  });
  afterEach(() => store.close());

  it.each([
    ['the last hour', 3_600_000, '10s'],
    ['a day', DAY, '1min'],
    ['a week', 7 * DAY, '15min'],
    ['90 days', 90 * DAY, '1d'],
  ])('of %s gives points that are fine enough and not too many', async (_name, ms, resolution) => {
    const page = await reader.read({ from: now() - ms, most: MOST });

    expect(page.resolution).toBe(resolution);
  });

  it('of long ago gives what is still kept', async () => {
    const from = now() - 60 * DAY;
    const page = await reader.read({ from, until: from + 3_600_000, most: MOST });

    expect(page.resolution).toBe('15min');
  });

  it('counts in what is not rolled up yet', async () => {
    const at = (from: number) => historyPoint({ events: 1 }, { from });
    await book.add('1d', [at(today - DAY)]);
    await book.add('15min', [at(today)]);
    await book.add('1min', [at(today + 900_000)]);
    await book.add('10s', [at(today + 900_000 + MINUTE), at(today + 900_000 + MINUTE + 10_000)]);

    const { points } = await reader.read({ from: today - DAY, until: today + DAY, resolution: '1d', most: MOST });

    expect(points.map(({ from, counts }) => [from, counts.events])).toEqual([
      [today - DAY, 1],
      [today, 4],
    ]);
  });

  it('begins with the whole span that the first moment is in', async () => {
    await book.add('1min', [historyPoint({}, { from: today })]);

    const { points } = await reader.read({ from: today + 30_000, until: today + DAY, resolution: '1min', most: MOST });

    expect(points).toHaveLength(1);
  });

  it('comes page by page, and says where the next begins', async () => {
    await book.add(
      '1min',
      [0, 1, 2].map((minute) => historyPoint({}, { from: today + minute * MINUTE })),
    );
    const wish = { from: today, until: today + DAY, resolution: '1min', most: 2 } as const;

    const first = await reader.read(wish);
    const second = await reader.read({ ...wish, from: first.next ?? 0 });

    expect([first.points.length, first.next]).toEqual([2, today + 2 * MINUTE]);
    expect([second.points.length, second.next]).toEqual([1, null]);
  });

  it('says so when the store does not answer', async () => {
    vi.spyOn(book, 'between').mockRejectedValue(new Error('away'));

    await expect(reader.read({ most: MOST })).rejects.toBeInstanceOf(Unavailable);
  });
});
