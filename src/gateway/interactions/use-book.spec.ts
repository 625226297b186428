import { noUse } from '../../model/command-use.js';
import { percentileOf, readHistogram } from '../../model/histogram.js';
import { UseBook } from './use-book.js';

const MINUTE = 60_000;

/** One use of `/rank` in guild 7, made at 0 and received 30 ms later. */
function scene() {
  const book = new UseBook({ timeFactor: 1 });
  const about = { kind: 'command', name: '/rank', shardId: 0, guildId: '7' } as const;
  const arrive = (id: string, at = 0) =>
    book.arrived({ id, token: `token of ${id}`, at: at + 30, createdAt: at, about });
  arrive('one');
  const of = (at: number) => book.told(at).commands[0];
  return { book, arrive, of };
}

const median = (text: string | undefined) => percentileOf(readHistogram(text ?? ''), 0.5);

describe('a use of a command', () => {
  it('that is answered in time is no trouble, and is measured three ways', () => {
    const { book, of } = scene();
    book.began('one', null);
    book.sent('one');
    book.answered('one', 200, true);
    book.followed('token of one', 900);
    book.ended('one', 901);

    const use = of(4_000);

    expect(use).toMatchObject({ kind: 'command', name: '/rank', lastFailure: null });
    expect(use?.sinceStart).toMatchObject({ uses: 1, inTime: 1, late: 0, missed: 0, troubled: 0, codes: [] });
    expect(median(use?.sinceStart.ageAtReceipt)).toBeCloseTo(30, -1);
    expect(Math.abs((median(use?.sinceStart.acknowledgedIn) ?? 0) - 200)).toBeLessThan(11);
    expect(Math.abs((median(use?.sinceStart.totalIn) ?? 0) - 901)).toBeLessThan(46);
  });

  it('that Discord had given up when the answer came is late, and says after how long', () => {
    const { book, of } = scene();
    book.began('one', null);
    book.sent('one');
    book.answered('one', 3_390, false);
    book.refused('one', 3_400, 10_062);
    book.ended('one', 3_401);

    expect(of(10_000)?.sinceStart).toMatchObject({
      ...{ uses: 1, late: 1, missed: 0, refused: 1, troubled: 1, codes: [{ code: 10_062, count: 1 }] },
    });
    expect(of(10_000)?.lastFailure).toMatchObject({ kind: 'late', code: 10_062, afterMs: 3_400, guildId: '7' });
  });

  it('is known to be missed at the deadline when its handler has ended, and later when it still works', () => {
    const [ended, works] = [scene(), scene()];
    for (const { book } of [ended, works]) book.began('one', null);
    ended.book.ended('one', 50);

    expect(ended.of(3_000)?.sinceStart.missed).toBe(0);
    expect(ended.of(3_001)?.sinceStart).toMatchObject({ missed: 1, troubled: 1 });
    expect(works.of(4_000)?.sinceStart.missed).toBe(0);
    expect(works.of(4_030)?.sinceStart).toMatchObject({ missed: 1, troubled: 1 });
  });

  it('without a handler is unknown at once, and nothing else later', () => {
    const { book, of } = scene();
    book.unhandled('one', 31);

    expect(of(40)?.sinceStart).toMatchObject({ uses: 1, unknown: 1, troubled: 1 });
    expect(of(10_000)?.sinceStart).toMatchObject({ unknown: 1, missed: 0, troubled: 1 });
  });

  it('with a handler is not unknown, whoever says so', () => {
    const { book, of } = scene();
    book.began('one', null);
    book.unhandled('one', 31);

    expect(of(40)?.sinceStart.unknown).toBe(0);
  });

  it('whose handler threw has failed, also when its user got an answer', () => {
    const { book, of } = scene();
    book.began('one', null);
    book.threw('one', 60, 'TypeError: x is undefined');
    book.answered('one', 100, true);
    book.ended('one', 110);

    expect(of(3_000)?.sinceStart).toMatchObject({ inTime: 1, failed: 1, troubled: 1 });
    expect(of(3_000)?.lastFailure).toMatchObject({ kind: 'failed', error: 'TypeError: x is undefined' });
  });

  it('that was answered twice is counted once with its code', () => {
    const { book, of } = scene();
    book.answered('one', 100, true);
    book.refused('one', 150, 40_060);
    book.refused('one', 180, 40_060);
    book.refused('token of one', 190, 50_013);

    expect(of(3_000)?.sinceStart).toMatchObject({
      ...{ inTime: 1, refused: 1, troubled: 1 },
      codes: [
        { code: 40_060, count: 1 },
        { code: 50_013, count: 1 },
      ],
    });
  });

  it('that was given up before it came is nobody’s trouble', () => {
    const { book, of } = scene();
    book.expired('one', 40);

    expect(of(10_000)?.sinceStart).toMatchObject({ uses: 1, expired: 1, missed: 0, troubled: 0 });
  });

  it('leaves the last five minutes, then the hour, and stays in the total', () => {
    const { book, of } = scene();
    book.answered('one', 100, true);
    of(3_000);

    expect(of(4.9 * MINUTE)?.last5Minutes.inTime).toBe(1);
    expect(of(5.1 * MINUTE)?.last5Minutes).toEqual(noUse);
    expect(of(59 * MINUTE)?.lastHour.inTime).toBe(1);
    expect(of(61 * MINUTE)?.lastHour).toEqual(noUse);
    expect(of(61 * MINUTE)?.sinceStart.inTime).toBe(1);
  });
});

describe('the uses of all commands', () => {
  it('are the very same while nothing changes', () => {
    const { book } = scene();
    book.answered('one', 100, true);
    const told = book.told(5_000);

    expect(book.told(6_000)).toBe(told);
  });

  it('know each button by the pattern in the code, and the rest together', () => {
    const { book } = scene();
    const button = { kind: 'component', name: 'page:7', shardId: 0, guildId: null } as const;
    for (const id of ['two', 'three']) book.arrived({ id, token: id, at: 0, createdAt: null, about: button });
    book.began('two', 'page::number');
    book.unhandled('three', 10);

    const { commands } = book.told(100);

    expect(commands.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'command /rank',
      'component page::number',
      'component others',
    ]);
    expect(commands[2]?.sinceStart.unknown).toBe(1);
  });

  it('are no more than can be told: the rest share a line', () => {
    const book = new UseBook({ timeFactor: 1 });
    for (let index = 0; index < 300; index++) {
      const about = { kind: 'command', name: `/c${index}`, shardId: 0, guildId: null } as const;
      book.arrived({ id: String(index), token: String(index), at: 0, createdAt: 0, about });
    }

    const { commands } = book.told(1);

    expect(commands).toHaveLength(201);
    expect(commands.at(-1)).toMatchObject({ name: 'others', sinceStart: { uses: 100 } });
  });

  it('remember the last failures of each guild', () => {
    const { book, arrive } = scene();
    for (let index = 0; index < 7; index++) arrive(String(index), index);
    book.told(20_000);

    const { guilds } = book.told(20_000);

    expect(guilds).toHaveLength(1);
    expect(guilds[0]).toMatchObject({ guildId: '7' });
    expect(guilds[0]?.failures).toHaveLength(5);
    expect(guilds[0]?.failures[0]).toMatchObject({ kind: 'missed', command: { name: '/rank' } });
  });

  it('are followed in bounded number: what nobody answers does not pile up', () => {
    const { book, arrive, of } = scene();
    for (let index = 0; index < 12_000; index++) arrive(String(index));

    expect(of(40)?.sinceStart).toMatchObject({ uses: 12_001, missed: 2_001 });
    expect(book.told(50_000).commands[0]?.sinceStart.missed).toBe(12_001);
  });
});
