import { Listener, identity } from '../../../test/conformance/gateway-make.js';
import { happening } from '../world/happening.js';
import { SessionBook } from './session-book.js';

const client = new Listener();

describe('the sessions', () => {
  it('can be resumed for three minutes after the connection is gone, and no longer', () => {
    const book = new SessionBook();
    const session = book.start(identity(), 0);
    session.attach(client);
    session.detach(client, 1_000);

    expect(book.get(session.id, 181_000)).toBe(session);
    expect(book.get(session.id, 181_001)).toBeUndefined();
  });

  it('can be resumed for as long as is wished', () => {
    const book = new SessionBook(undefined, 3_600_000);
    const session = book.start(identity(), 0);
    session.attach(client);
    session.detach(client, 0);

    expect(book.get(session.id, 3_600_000)).toBe(session);
    expect(book.get(session.id, 3_600_001)).toBeUndefined();
  });

  it('last as long as somebody is connected', () => {
    const book = new SessionBook();
    const session = book.start(identity(), 0);
    session.attach(client);

    expect(book.get(session.id, 86_400_000)).toBe(session);
  });

  it('are found by the guild they serve, whatever their shard count', () => {
    const book = new SessionBook();
    const guildId = String(5n << 22n);
    const [served, other] = [1, 0].map((shardId) => book.start(identity({ shardId, shardCount: 2 }), 0));
    const alone = book.start(identity(), 0);

    expect(book.serving(guildId, 0)).toEqual([served, alone]);
    expect(book.serving(null, 0)).toEqual([other, alone]);
  });

  it('are not found any more once they have ended', () => {
    const book = new SessionBook();
    const [ended, over] = [book.start(identity(), 0), book.start(identity(), 0)];
    over.attach(client);
    over.detach(client, 0);
    book.end(ended);

    expect(book.serving(null, 200_000)).toEqual([]);
  });

  it('share what can be replayed, so that many shards do not keep many times as much', () => {
    const book = new SessionBook();
    const sessions = Array.from({ length: 100 }, (_, shardId) => book.start(identity({ shardId, shardCount: 100 }), 0));
    const [first] = sessions;
    for (let count = 0; count < 1_201; count += 1) first?.tell(happening('GUILD_UPDATE', '0', () => ({})));

    expect([first?.remembers(200), first?.remembers(201)]).toEqual([false, true]);
  });
});
