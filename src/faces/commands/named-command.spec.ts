import { namedOf, namesIn, wordOf } from './named-command.js';

const known = [{ name: 'ticket' }, { name: 'Report this', type: 3 }];

describe('a command that somebody names', () => {
  it.each([
    ['ticket', '/ticket'],
    [' /ticket ', '/ticket'],
    ['/ ticket', '/ticket'],
    ['/ticket open', '/ticket'],
    ['Ticket', '/ticket'],
    ['Report this', 'Report this'],
  ])('is found by %j', (typed, word) => {
    const found = namedOf(known, namesIn(typed));

    expect(found && wordOf(found)).toBe(word);
  });

  it.each(['', '/', 'report', 'tick'])('is not found by %j', (typed) => {
    expect(namedOf(known, namesIn(typed))).toBeNull();
  });
});
