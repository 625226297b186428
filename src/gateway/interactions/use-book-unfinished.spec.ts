import { UseBook } from './use-book.js';

const MINUTE = 60_000;

/** One use of `/rank` in guild 7, made at 0, whose user is told that the bot thinks. */
function putOff() {
  const book = new UseBook({ timeFactor: 1 });
  const about = { kind: 'command', name: '/rank', shardId: 0, guildId: '7' } as const;
  book.arrived({ id: 'one', token: 'token of one', at: 30, createdAt: 0, about });
  book.began('one', null);
  book.answered('one', 200, true);
  book.deferred('one');
  return { book, of: (at: number) => book.told(at).commands[0] };
}

describe('a use that was put off', () => {
  it('is unfinished when nothing more came in 15 minutes', () => {
    const { book, of } = putOff();
    book.ended('one', 300);

    expect(of(14.9 * MINUTE)?.sinceStart).toMatchObject({ inTime: 1, unfinished: 0, troubled: 0 });
    expect(of(15.1 * MINUTE)?.sinceStart).toMatchObject({ inTime: 1, unfinished: 1, troubled: 1, totalIn: '' });
    expect(of(15.1 * MINUTE)?.lastFailure).toMatchObject({ kind: 'unfinished', guildId: '7' });
    expect(of(31 * MINUTE)?.sinceStart).toMatchObject({ uses: 1, unfinished: 1 });
  });

  it('is no trouble when its answer came, and its failure is told once when its handler threw', () => {
    const [good, broken] = [putOff(), putOff()];
    good.book.followed('token of one', 60_000);
    broken.book.threw('one', 300, 'TypeError: x is undefined');
    for (const { book } of [good, broken]) book.ended('one', 60_001);

    expect(good.of(16 * MINUTE)?.sinceStart).toMatchObject({ inTime: 1, unfinished: 0, troubled: 0 });
    expect(broken.of(16 * MINUTE)?.sinceStart).toMatchObject({ failed: 1, unfinished: 0, troubled: 1 });
  });
});
