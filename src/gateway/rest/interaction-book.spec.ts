import { InteractionBook } from './interaction-book.js';

const MINUTE = 60_000;

const aBook = (timeFactor = 1) => new InteractionBook({ timeFactor });

/** An interaction that Discord made at `createdAt`, that reached us 30 ms later and was acknowledged after `tookMs`. */
function acknowledged(book: InteractionBook, { id = 'one', createdAt = 0, tookMs = 100 }): void {
  book.received({ id, at: createdAt + 30, createdAt });
  book.acknowledged(id, createdAt + tookMs);
}

describe('an interaction', () => {
  it('is measured from its making at Discord', () => {
    const book = aBook();
    acknowledged(book, { tookMs: 120 });

    expect(book.told(120)).toMatchObject({
      receivedCount: 1,
      acknowledgedCount: 1,
      recent: { count: 1, inTimeCount: 1, p50Ms: 120, p99Ms: 120, ageAtReceiptMs: 30 },
    });
  });

  it('says how much of it was ours, and not the way or Discord', () => {
    const book = aBook();
    book.received({ id: 'one', at: 1_000, createdAt: 900 });
    book.sent('one', 1_040);
    book.acknowledged('one', 3_000);

    expect(book.told(3_000).recent).toMatchObject({ p95Ms: 2_100, ownP95Ms: 40 });
  });

  it('that nobody answered was ours all the time, and one that Discord did not take was not', () => {
    const [ours, theirs] = [aBook(), aBook()];
    for (const book of [ours, theirs]) book.received({ id: 'one', at: 1_000, createdAt: 900 });
    theirs.sent('one', 1_040);

    expect(ours.told(9_000).recent).toMatchObject({ count: 1, inTimeCount: 0, ownP95Ms: 8_000 });
    expect(theirs.told(9_000).recent).toMatchObject({ count: 1, inTimeCount: 0, ownP95Ms: 40 });
  });

  it('is measured from its arrival while the clock of Discord is not known', () => {
    const book = aBook();
    book.received({ id: 'one', at: 1_000, createdAt: null });
    book.acknowledged('one', 1_200);

    expect(book.told(1_200).recent).toMatchObject({ p50Ms: 200, ageAtReceiptMs: null });
  });

  it('never took longer than since its arrival because a clock is wrong', () => {
    const book = aBook();
    book.received({ id: 'one', at: 1_000, createdAt: 9_000 });
    book.acknowledged('one', 1_200);

    expect(book.told(1_200).recent).toMatchObject({ p50Ms: 200, ageAtReceiptMs: 0 });
  });

  it.each([
    [3_000, 0],
    [3_001, 1],
  ])('acknowledged after %d ms counts as late: %d', (tookMs, lateCount) => {
    const book = aBook();
    acknowledged(book, { tookMs });

    expect(book.told(tookMs)).toMatchObject({
      acknowledgedCount: 1,
      lateCount,
      missedCount: 0,
      recent: { count: 1, inTimeCount: 1 - lateCount },
    });
  });

  it('is missed when nothing came, and only once', () => {
    const book = aBook();
    book.received({ id: 'one', at: 0, createdAt: 0 });

    expect(book.told(2_900)).toMatchObject({ missedCount: 0, recent: { count: 0 } });
    expect(book.told(6_000)).toMatchObject({ missedCount: 1, recent: { count: 1, inTimeCount: 0, p50Ms: null } });
    book.acknowledged('one', 7_000);
    expect(book.told(8_000)).toMatchObject({ missedCount: 1, acknowledgedCount: 0, recent: { count: 1 } });
  });

  it('that nobody knows may be acknowledged without harm', () => {
    const book = aBook();
    book.acknowledged('other', 5);

    expect(book.told(5)).toMatchObject({ receivedCount: 0, acknowledgedCount: 0 });
  });
});

describe('what became of an interaction', () => {
  const about = { kind: 'command', name: '/rank', shardId: 0, guildId: null } as const;

  function toldOf(happens: (book: InteractionBook) => void) {
    const book = aBook();
    const told: unknown[] = [];
    book.settled$.subscribe((settled) => told.push(settled));
    book.received({ id: 'one', at: 0, createdAt: 0, about });
    happens(book);
    book.told(60_000);
    return told;
  }

  it.each<[string, (book: InteractionBook) => void, object]>([
    ['in time', (book) => book.acknowledged('one', 92), { outcome: 'acknowledged', tookMs: 92 }],
    ['late', (book) => book.acknowledged('one', 3_400), { outcome: 'late', tookMs: 3_400 }],
    ['never', () => undefined, { outcome: 'missed' }],
    ['before it came', (book) => book.expired('one'), { outcome: 'expired' }],
    ['with a refusal', (book) => book.refused('one', 50_035, 90), { outcome: 'refused', code: 50_035 }],
    ['given up by Discord', (book) => book.refused('one', 10_062, 3_210), { outcome: 'late', code: 10_062 }],
    ['answered by somebody else', (book) => book.refused('one', 10_062, 90), { outcome: 'refused', code: 10_062 }],
  ])('is told once: %s', (_, happens, settled) => {
    expect(toldOf(happens)).toEqual([{ about, tookMs: null, code: null, ...settled }]);
  });

  it('is late, not missed, where Discord had given it up when the answer came', () => {
    const book = aBook();
    book.received({ id: 'one', at: 0, createdAt: 0, about });
    book.refused('one', 10_062, 3_210);

    expect(book.told(60_000)).toMatchObject({ lateCount: 1, missedCount: 0, acknowledgedCount: 0 });
  });

  it('is told again where a refused answer is followed by one that is taken', () => {
    const told = toldOf((book) => {
      book.refused('one', 50_035, 90);
      book.refused('one', 50_035, 95);
      book.acknowledged('one', 200);
    });

    expect(told).toMatchObject([{ outcome: 'refused' }, { outcome: 'acknowledged' }]);
  });
});

describe('the last five minutes of interactions', () => {
  it('have percentiles', () => {
    const book = aBook();
    for (let index = 1; index <= 100; index++) acknowledged(book, { id: String(index), tookMs: index * 10 });

    expect(book.told(1_000).recent).toMatchObject({ count: 100, p50Ms: 500, p95Ms: 950, p99Ms: 990 });
  });

  it('slide, and the totals stay', () => {
    const book = aBook();
    acknowledged(book, { id: 'old', tookMs: 900 });
    acknowledged(book, { id: 'new', createdAt: 4 * MINUTE, tookMs: 50 });

    const told = book.told(6 * MINUTE);

    expect(told).toMatchObject({ receivedCount: 2, acknowledgedCount: 2 });
    expect(told.recent).toMatchObject({ count: 1, p50Ms: 50 });
    expect(book.told(10 * MINUTE).recent).toMatchObject({ count: 0, p50Ms: null });
  });

  it('are shorter where time runs faster', () => {
    const book = aBook(60);
    acknowledged(book, {});

    expect(book.told(4_000).recent).toMatchObject({ count: 1, p50Ms: 100 });
    expect(book.told(6_000).recent).toMatchObject({ count: 0, p50Ms: null });
  });

  it('do not remember without end what nobody answers', () => {
    const book = aBook();
    for (let index = 0; index < 12_000; index++) book.received({ id: String(index), at: 0, createdAt: 0 });

    expect(book.told(0)).toMatchObject({ receivedCount: 12_000, missedCount: 2_000 });
  });
});
