import { historyPoint } from '../../test/make.js';
import { now } from '../bus/now.js';
import { HistorySettings } from '../config/history.settings.js';
import { HistoryBook } from '../store/history.book.js';
import { LifeBook } from '../store/life.book.js';
import { Store } from '../store/store.js';
import { HistoryReader } from './history.reader.js';
import { ShardUptimeReader } from './shard-uptime.reader.js';

const DAY = 86_400_000;

describe('the availability of one shard', () => {
  const yesterday = (Math.floor(now() / DAY) - 1) * DAY;
  let store: Store;
  let book: HistoryBook;
  let reader: ShardUptimeReader;
  beforeEach(async () => {
    store = await Store.inMemory('a test');
    book = new HistoryBook(store);
    reader = new ShardUptimeReader(new HistoryReader(book, new HistorySettings()), new LifeBook(store));
  });
  afterEach(() => store.close());

  const shard = (id: number, answeredRatio: number) => ({ id, answeredRatio, latencyMs: 42 });
  const day = (shards: readonly ReturnType<typeof shard>[]) =>
    historyPoint({}, { from: yesterday, observedMs: DAY, answeredMs: DAY / 2, shards });

  it('is its own, whatever the others did, and exact to seconds of a day', async () => {
    await book.add('1d', [day([shard(0, 1), shard(1, 1 - 60_000 / DAY)])]);

    const [one, other] = [await reader.of(0), await reader.of(1)];

    expect(one.days.at(-2)).toMatchObject({ ratio: 1 });
    expect(DAY - (other.days.at(-2)?.answeredMs ?? 0)).toBeCloseTo(60_000, -3);
  });

  it('is not known of a time in which the bot had fewer shards', async () => {
    await book.add('1d', [day([shard(0, 1)])]);

    expect((await reader.of(7)).days.at(-2)?.ratio).toBeNull();
  });

  it('cannot be read without the store', async () => {
    await store.close();

    await expect(reader.of(0)).rejects.toThrow('the history is not available');
  });
});
