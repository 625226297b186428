import { SessionBook } from './session-book.js';

const identity = { shardId: 0, shardCount: 1, intents: 1, isSharded: true };
const client = { path: '/gateway', send: vi.fn(), close: vi.fn(), terminate: vi.fn() };

describe('the sessions', () => {
  it('can be resumed for three minutes after the connection is gone, and no longer', () => {
    const book = new SessionBook();
    const session = book.start(identity, 0);
    session.attach(client);
    session.detach(client, 1_000);

    expect(book.get(session.id, 181_000)).toBe(session);
    expect(book.get(session.id, 181_001)).toBeUndefined();
  });

  it('last as long as somebody is connected', () => {
    const book = new SessionBook();
    const session = book.start(identity, 0);
    session.attach(client);

    expect(book.get(session.id, 86_400_000)).toBe(session);
  });
});
