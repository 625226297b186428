import { limits } from '../../../test/make.js';
import { SignBook } from './sign-book.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the book of signs', () => {
  it('counts a sign with its first and its last time', () => {
    const book = new SignBook(limits);
    book.note('session_starts', 2, 1_000);
    book.note('session_starts', 1, MINUTE);

    expect(book.told(MINUTE)).toEqual([{ kind: 'session_starts', count: 3, firstAt: 1_000, lastAt: MINUTE }]);
  });

  it('begins anew with a sign that has not come for an hour', () => {
    const book = new SignBook(limits);
    book.note('answered_elsewhere', 1, 0);
    book.note('answered_elsewhere', 1, HOUR);

    expect(book.told(HOUR)).toMatchObject([{ count: 1, firstAt: HOUR }]);
  });

  it('keeps ended sessions to itself until something else speaks for it', () => {
    const book = new SignBook(limits);
    for (let at = 0; at < 100; at++) book.note('session_invalid', 1, at);

    expect(book.told(100)).toEqual([]);
    book.note('session_starts', 1, 200);
    expect(book.told(200)).toMatchObject([{ kind: 'session_invalid', count: 100 }, { kind: 'session_starts' }]);
    expect(book.told(HOUR + 150).map(({ kind }) => kind)).toEqual(['session_starts']);
  });
});
