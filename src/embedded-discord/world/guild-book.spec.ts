import { Guild } from './guild.js';
import { GuildBook } from './guild-book.js';

/** A guild of shard `number % count`. */
function guild(number: number): Guild {
  const id = String(BigInt(number) << 22n);
  return new Guild({ id, name: `Guild ${number}`, ownerId: '1', joinedAt: 0, memberCount: 10, icon: null, plan: 0 });
}

function bookOf(...numbers: number[]): GuildBook {
  const book = new GuildBook();
  for (const one of numbers.map(guild)) book.set(one.id, one);
  return book;
}

const names = (guilds: readonly Guild[]): string[] => guilds.map(({ name }) => name);

describe('the servers by shard', () => {
  it('are split in the order they came', () => {
    const book = bookOf(4, 1, 2, 3);

    expect(names(book.on(0, 2))).toEqual(['Guild 4', 'Guild 2']);
    expect(names(book.on(1, 2))).toEqual(['Guild 1', 'Guild 3']);
    expect(book.on(2, 2)).toEqual([]);
  });

  it('follow what comes and goes, for every shard count that was asked for', () => {
    const book = bookOf(0, 1, 2);
    book.on(0, 1);
    book.on(0, 2);
    const added = guild(4);

    book.set(added.id, added);
    book.delete(guild(0).id);

    expect(names(book.on(0, 1))).toEqual(['Guild 1', 'Guild 2', 'Guild 4']);
    expect(names(book.on(0, 2))).toEqual(['Guild 2', 'Guild 4']);
    expect(book.delete(guild(0).id)).toBe(false);
  });

  it('are counted once when one is set again', () => {
    const book = bookOf(1);
    book.on(0, 1);
    const again = guild(1);

    book.set(again.id, again);

    expect(book.on(0, 1)).toEqual([again]);
    expect(book.size).toBe(1);
  });

  it('stay right whatever number of shard counts is asked for', () => {
    const book = bookOf(1, 2, 3, 4, 5, 6);
    for (let count = 1; count <= 8; count += 1) book.on(0, count);
    book.delete(guild(6).id);

    expect(names(book.on(0, 3))).toEqual(['Guild 3']);
    expect(names(book.on(0, 2))).toEqual(['Guild 2', 'Guild 4']);
  });
});
