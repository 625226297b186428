import { join } from 'node:path';
import { EventSettings } from '../../src/config/event.settings.js';
import { Redaction } from '../../src/config/redaction.js';
import type { EventsAnswer } from '../../src/faces/api/event.answer.js';
import { logNote } from '../../src/model/log-entry.js';
import { everyEntry } from '../../src/model/log-filter.js';
import { EventKeeper } from '../../src/monitor/event.keeper.js';
import { EventLog } from '../../src/monitor/event-log.js';
import { EventBook } from '../../src/store/event.book.js';
import { LibsqlPlace } from '../../src/store/libsql.place.js';
import { Store } from '../../src/store/store.js';
import { waitFor } from '../e2e/start.js';
import { Lives } from './lives.js';
import { SmallDisk, isWithoutMount, onSmallDisk } from './small-disk.js';

const MOST_WAITING = 5_000;

describe.skipIf(isWithoutMount)(`the event log ${onSmallDisk}`, () => {
  describe('of a bot', () => {
    let disk: SmallDisk;
    let lives: Lives;
    beforeEach(async () => {
      disk = new SmallDisk(4);
      lives = await Lives.of({ dataDir: join(disk.folder, 'data') });
    });
    afterEach(async () => {
      await lives.end();
      disk.remove();
    });

    const page = async (path: string) => (await fetch(`${lives.app.url}${path}`)).text();
    const told = async (query: string) => {
      const response = await fetch(`${lives.app.url}/api/v1/events${query}`);
      return ((await response.json()) as EventsAnswer).items;
    };
    const stored = (words: string) =>
      lives.rows<{ id: number }>(`SELECT id FROM event_log WHERE data LIKE '%${words}%'`).length;

    /** A server comes, and the API and the page tell it. */
    async function tells(guild: string): Promise<void> {
      lives.discord.addGuild(guild);
      await lives.until(async () => (await told(`?text=added&guild=${guild}`)).length === 1);
      expect(await page('/events?text=added')).toContain(guild);
    }

    async function expectConnected(): Promise<void> {
      expect(await lives.operational()).toMatchObject({
        process: { uncaughtErrorCount: 0 },
        shards: [{ connectCount: 1 }, { connectCount: 1 }],
      });
    }

    it('goes on in memory while the disk is full, and has each line once afterwards', async () => {
      await lives.live();
      await tells('Wombat');
      await lives.until(() => stored('Wombat') === 1);
      disk.fill();
      for (const guild of ['Quokka', 'Numbat', 'Potoroo']) await tells(guild);
      await lives.until(() => lives.app.output().includes('The event log cannot be kept'));
      await expectConnected();
      disk.empty();
      await lives.until(() => lives.app.output().includes('The event log is kept again'));
      await tells('Bilby');
      await lives.until(() => stored('Bilby') === 1);

      expect(['Wombat', 'Quokka', 'Numbat', 'Potoroo'].map(stored)).toEqual([1, 1, 1, 1]);
      await expectConnected();
    }, 60_000);

    it.each<[string, () => void, () => void]>([
      ['full', () => disk.fill(), () => disk.empty()],
      ['read-only', () => disk.setReadOnly(true), () => disk.setReadOnly(false)],
    ])(
      'has what came before there was a store, when the disk is %s at the start',
      async (_, harm, mend) => {
        harm();
        await lives.live();
        await tells('Quokka');
        await expectConnected();
        mend();
        await lives.until(async () => !(await page('/status')).includes('Nothing is kept'));
        await lives.until(() => stored('Quokka') === 1);

        expect(stored('Shardwatch % started')).toBe(1);
        await expectConnected();
      },
      60_000,
    );
  });

  it('drops the oldest of more than 5,000 lines that wait, and says how many they were', async () => {
    const disk = new SmallDisk(16);
    onTestFinished(() => disk.remove());
    const store = await Store.open(new LibsqlPlace(join(disk.folder, 'data'), '1'));
    const book = new EventBook(store);
    const log = new EventLog(new Redaction((text) => text));
    const keeper = new EventKeeper(log, book, new EventSettings());
    disk.fill();
    for (let line = 0; line < MOST_WAITING + 1_234; line += 1) {
      log.note(logNote({ level: 'info', source: 'gateway', text: `line ${line}.` }));
      if (line % 20 === 0) log.tick(Infinity); // time goes by
    }
    keeper.onModuleInit();
    await expect(book.add(log.unwritten)).rejects.toThrow();
    disk.empty();
    const search = async (text: string) =>
      (await book.search({ filter: { ...everyEntry, text }, before: null, most: 1_000 })).map((entry) => entry.text);
    await waitFor(async () => (await search('could not be kept')).length > 0);
    await waitFor(() => log.unwritten.length === 0);
    const found = [await search('could not be kept'), await search('line 1233.'), await search('line 1234.')];
    await keeper.onModuleDestroy();
    await store.close();

    expect(found).toEqual([['1,234 lines of this log could not be kept'], [], ['line 1234.']]);
  }, 60_000);
});
