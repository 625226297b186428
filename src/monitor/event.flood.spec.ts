import { settledInteraction } from '../../test/make.js';
import { EventSettings } from '../config/event.settings.js';
import { Redaction } from '../config/redaction.js';
import { everyEntry } from '../model/log-filter.js';
import { noteOf } from '../model/log-words.js';
import { EventBook } from '../store/event.book.js';
import { Store } from '../store/store.js';
import { EventKeeper } from './event.keeper.js';
import { EventLog } from './event-log.js';

const COMMANDS_A_SECOND = 500;
const SECONDS = 60;

describe('500 commands a second for a minute', () => {
  let log: EventLog;
  let book: EventBook;
  let keeper: EventKeeper;
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['performance', 'Date', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
    const store = await Store.inMemory('a test');
    log = new EventLog(new Redaction((text) => text));
    book = new EventBook(store);
    keeper = new EventKeeper(log, book, new EventSettings());
    onTestFinished(async () => {
      vi.useRealTimers();
      await store.close();
    });
  });

  /** @returns the most lines that ever waited in memory */
  async function flood(): Promise<number> {
    const note = noteOf({ type: 'interaction.settled', instance: 'one', at: 0, interaction: settledInteraction() });
    let most = 0;
    for (let second = 0; second < SECONDS; second += 1) {
      for (let index = 0; note && index < COMMANDS_A_SECOND; index += 1) log.note(note);
      most = Math.max(most, log.unwritten.length);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    await vi.advanceTimersByTimeAsync(10_000);
    await keeper.onModuleDestroy();
    return most;
  }

  async function storedEntries() {
    const most = 1_000;
    const newest = await book.search({ filter: everyEntry, before: null, most });
    return [...newest, ...(await book.search({ filter: everyEntry, before: newest.at(-1)?.id ?? null, most }))];
  }

  it('leave at most 20 lines a second in the store, and a count of all others', async () => {
    keeper.onModuleInit();
    const mostWaiting = await flood();
    const entries = await storedEntries();
    const said = entries.filter(({ text }) => text.startsWith('Too many lines'));
    const leftOut = said.reduce((sum, { detail }) => sum + Number(detail['leftOut']), 0);

    expect(entries.length).toBeLessThanOrEqual(20 * SECONDS + said.length);
    expect(entries.length - said.length + leftOut).toBe(COMMANDS_A_SECOND * SECONDS);
    expect(said.length).toBeLessThanOrEqual(SECONDS / 5);
    expect(mostWaiting).toBeLessThanOrEqual(1_000);
  });

  it('fill no memory while nothing can be written', async () => {
    vi.spyOn(book, 'isAway', 'get').mockReturnValue(true);
    keeper.onModuleInit();

    expect(await flood()).toBeLessThanOrEqual(20 * SECONDS + SECONDS / 5);
    expect(await storedEntries()).toEqual([]);
  });
});
