import { nastyNames } from '../../src/embedded-discord/world/names.js';
import type { LogEntry } from '../../src/model/log-entry.js';
import { type LogFilter, everyEntry, matches } from '../../src/model/log-filter.js';
import { EventBook } from '../../src/store/event.book.js';
import { Store } from '../../src/store/store.js';
import { logEntry } from '../make.js';
import { type Grounds, kinds } from './places.js';

const GUILD = '1187402291846283264';
const START = 1_795_000_000_000;
const hostile = [
  ...nastyNames,
  'half a sign \ud83d',
  'nothing \0 at all',
  "it's 100 % \\ done_",
  'ﬁnal Ärger İstanbul',
];

describe.each(kinds.filter(({ isSkipped }) => !isSkipped))('the event log in a store $title', ({ fresh }) => {
  let grounds: Grounds;
  let store: Store;
  let book: EventBook;
  beforeEach(async () => {
    grounds = await fresh();
    store = await Store.open(grounds.place());
    book = new EventBook(store);
  });
  afterEach(async () => {
    await store.close();
    grounds.clear();
  });

  const search = (filter: Partial<LogFilter> = {}, most = 1_000, before: number | null = null) =>
    book.search({ filter: { ...everyEntry, ...filter }, before, most });
  const found = async (filter: Partial<LogFilter>) => (await search(filter)).map(({ text }) => text);

  it('gives entries back as they were, whatever strangers have written, the newest first', async () => {
    const entries = hostile.map((name, at) =>
      logEntry({ at: START + at, guildId: GUILD, guildName: name, subject: name, detail: { said: name, code: 4_000 } }),
    );
    await book.add(entries);

    expect(await search()).toEqual(entries.toReversed());
  });

  it('keeps an entry that is told twice once, as it was first', async () => {
    await book.add([logEntry({ text: 'first' })]);
    await book.add([logEntry({ text: 'second' })]);

    expect(await found({})).toEqual(['first']);
  });

  it('goes on page by page', async () => {
    await book.add([1, 2, 3, 4, 5].map((at) => logEntry({ at, text: String(at) })));
    const [, second] = await search({}, 2);

    expect((await search({}, 2, second?.id)).map(({ text }) => text)).toEqual(['3', '2']);
  });

  describe('that is searched', () => {
    const entries: readonly LogEntry[] = [
      logEntry({ at: 1, level: 'debug', source: 'command', text: 'debug', guildName: 'Straße der Ölmühle' }),
      logEntry({ at: 2, level: 'info', shardId: 7, guildId: GUILD, guildName: 'The Harbour', text: 'info' }),
      logEntry({
        at: 3,
        level: 'warn',
        shardId: null,
        source: 'rest',
        text: 'Warn 100% of_it',
        detail: { code: 50013 },
      }),
      logEntry({
        at: 4,
        level: 'error',
        shardId: 7,
        source: 'process',
        subject: '/RANK',
        text: `${'long '.repeat(60)}end`,
      }),
    ];
    beforeEach(() => book.add(entries));

    it.each<[string, Partial<LogFilter>, number]>([
      ['by level, at least', { level: 'warn' }, 2],
      ['by source', { source: 'rest' }, 1],
      ['by shard', { shardId: 7 }, 2],
      ['by the id of a guild', { guild: GUILD }, 1],
      ['by a part of its name', { guild: 'harb' }, 1],
      ['by a name in letters that databases fold differently', { guild: 'ÖLMÜHLE' }, 1],
      ['by text', { text: 'WARN' }, 1],
      ['by subject', { text: '/rank' }, 1],
      ['by what opens', { text: '50013' }, 1],
      ['by a text that is kept as bytes', { text: 'long END' }, 1],
      ['for a sign that is a wildcard elsewhere', { text: '100%' }, 1],
      ['for another one', { text: 'of_it' }, 1],
      ['for one that matches nothing', { text: 'o%it' }, 0],
      ['for one more', { text: 'wa_n' }, 0],
      ['for the sign that escapes them', { text: '\\' }, 0],
      ['from a moment on', { from: 3 }, 2],
      ['until a moment', { until: 3 }, 2],
      ['by several at once', { level: 'info', shardId: 7, text: 'info' }, 1],
    ])('%s', async (_, filter, count) => {
      const texts = await found(filter);

      expect(texts).toHaveLength(count);
      const expected = entries.filter((entry) => matches(entry, { ...everyEntry, ...filter }));
      expect(texts).toEqual(expected.map(({ text }) => text).reverse());
    });

    it.each(hostile)('for anything at all: %j', async (text) => {
      await book.add([logEntry({ at: 9, text, guildName: text })]);

      expect([await found({ text }), await found({ guild: text })]).toEqual([[text], [text]]);
    });
  });

  it('forgets the oldest, some at a time, and knows where there is too much', async () => {
    for (const hundred of [0, 1, 2])
      await book.add(Array.from({ length: 100 }, (_, at) => logEntry({ at: hundred * 100 + at })));
    const behind = (await book.idBehind(150)) ?? 0;

    expect([await book.forgetUpTo(behind), await book.forgetUpTo(behind), await book.forgetUpTo(behind)]).toEqual([
      100, 50, 0,
    ]);
    expect(await search()).toHaveLength(150);
    expect(await book.idBehind(150)).toBeNull();
  });

  it('has a hole where a row is damaged', async () => {
    await book.add([logEntry({ at: 1, text: 'one' }), logEntry({ at: 2, text: 'two' })]);
    await store.db.updateTable('event_log').set({ data: '[' }).where('id', '=', 2_000).execute();

    expect(await found({})).toEqual(['one']);
  });
});
