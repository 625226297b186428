import { CommandBook } from './command-book.js';
import { Snowflakes } from './snowflake.js';

const ping = { name: 'ping', description: 'Answers' };
const status = { name: 'status', description: 'How it is' };

describe('registered commands', () => {
  let book: CommandBook;
  beforeEach(() => {
    book = new CommandBook(new Snowflakes());
  });

  it('keep id and version while nothing changes, however it is spelled', () => {
    const [before] = book.replaceAll([ping, status], null);

    const [after] = book.replaceAll([{ ...ping, options: [], nsfw: false, default_member_permissions: null }], null);

    expect(after).toEqual(before);
    expect(book.list(null)).toHaveLength(1);
  });

  it('keep the id and get a new version when they change', () => {
    const [before] = book.replaceAll([ping], null);

    const [after] = book.replaceAll([{ ...ping, description: 'Answers quickly' }], null);

    expect(after?.id).toBe(before?.id);
    expect(after?.version).not.toBe(before?.version);
  });

  it('are found in their guild before the global ones, and nowhere else', () => {
    const { command: global } = book.put(ping, null);
    const { command: local } = book.put(ping, '1');

    expect(book.find('ping', '1')).toBe(local);
    expect(book.find('ping', '2')).toBe(global);
    expect(book.get(local.id, null)).toBeUndefined();
  });

  it('of another type may have the same name', () => {
    book.put(ping, null);

    expect(book.put({ name: 'ping', type: 2 }, null).isNew).toBe(true);
    expect(book.put(ping, null).isNew).toBe(false);
  });
});
