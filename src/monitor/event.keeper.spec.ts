import { Redaction } from '../config/redaction.js';
import { EventSettings } from '../config/event.settings.js';
import { logEntry } from '../../test/make.js';
import { waitFor } from '../../test/e2e/start.js';
import { logNote } from '../model/log-entry.js';
import { everyEntry } from '../model/log-filter.js';
import { EventBook } from '../store/event.book.js';
import { Store } from '../store/store.js';
import { EventKeeper } from './event.keeper.js';
import { EventLog } from './event-log.js';
import { EventReader } from './event.reader.js';

const DAY_MS = 86_400_000;
const all = { filter: everyEntry, before: null, most: 1_000 };

describe('the event log of a bot', () => {
  let store: Store;
  let book: EventBook;
  let log: EventLog;
  let keeper: EventKeeper | null;
  beforeEach(async () => {
    store = await Store.inMemory('a test');
    book = new EventBook(store);
    log = new EventLog(new Redaction((text) => text));
    keeper = null;
  });
  afterEach(async () => {
    await keeper?.onModuleDestroy();
    vi.restoreAllMocks();
    await store.close();
  });

  function keep(settings: Partial<EventSettings> = {}): void {
    keeper = new EventKeeper(log, book, Object.assign(new EventSettings(), settings));
    keeper.onModuleInit();
  }

  const say = (text: string) => log.note(logNote({ level: 'info', source: 'gateway', text }));
  const stored = async () => (await book.search(all)).map(({ text }) => text);
  const read = async (most = 1_000, before: number | null = null) =>
    (await new EventReader(book, log).read({ filter: everyEntry, before, most })).entries.map(({ text }) => text);

  it('is written down, and to the last line at the end', async () => {
    keep();
    say('one');
    await waitFor(async () => (await stored()).length === 1);
    say('two');
    await keeper?.onModuleDestroy();

    expect(await stored()).toEqual(['two', 'one']);
  });

  it('waits while the store is away, can be read all the same, and has everything once afterwards', async () => {
    const add = vi.spyOn(book, 'add').mockRejectedValue(new Error('The disk is full'));
    say('one');
    keep();
    await waitFor(() => add.mock.calls.length > 0);
    say('two');

    expect([await stored(), await read()]).toEqual([[], ['two', 'one']]);

    add.mockRestore();
    await waitFor(async () => (await stored()).length === 2);
    expect([await stored(), await read()]).toEqual([
      ['two', 'one'],
      ['two', 'one'],
    ]);
  });

  it('is read in pages that begin with what is not written yet', async () => {
    await book.add([logEntry({ at: 1, text: 'stored' })]);
    say('one');
    say('two');
    const reader = new EventReader(book, log);
    const first = await reader.read({ filter: everyEntry, before: null, most: 2 });
    const second = await reader.read({ filter: everyEntry, before: first.next, most: 2 });

    expect(first.entries.map(({ text }) => text)).toEqual(['two', 'one']);
    expect(second).toMatchObject({ entries: [{ text: 'stored' }], next: null });
  });

  it('forgets what is too old', async () => {
    const now = Date.now();
    const at = (days: number) => logEntry({ at: now - days * DAY_MS, text: `${days} days ago` });
    await book.add([at(1.9), at(2.1), at(40)]);
    keep({ days: 2 });

    await waitFor(async () => (await stored()).length === 1);
    expect(await stored()).toEqual(['1.9 days ago']);
  });

  it('forgets what is too much, the oldest first', async () => {
    const now = Date.now();
    for (let hundred = 0; hundred < 3; hundred += 1) {
      const entries = Array.from({ length: 100 }, (_, at) => logEntry({ at: now - 300 + hundred * 100 + at }));
      await book.add(entries);
    }
    keep({ lines: 150 });

    await waitFor(async () => (await stored()).length <= 150);
    expect((await book.search(all)).at(-1)?.id).toBe(logEntry({ at: now - 150 }).id);
  });
});
