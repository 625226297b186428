import { happening } from '../world/happening.js';
import type { Outlet } from './session.js';
import { Session } from './session.js';

const identity = { shardId: 0, shardCount: 1, intents: 1, isSharded: true };

function outlet(): Outlet & { readonly sent: unknown[] } {
  const sent: unknown[] = [];
  return {
    sent,
    path: '/gateway',
    send: (payload) => sent.push(payload),
    close: vi.fn(),
    terminate: vi.fn(),
  };
}

const event = (name: string) => happening('GUILD_UPDATE', '1', () => ({ name }));

describe('a session', () => {
  it('numbers what it sends, without gaps', () => {
    const session = new Session('a', identity, 0);
    const client = outlet();
    session.attach(client);

    session.tellOnce('READY', {});
    session.tell(event('one'));

    expect(client.sent).toMatchObject([
      { s: 1, t: 'READY' },
      { s: 2, t: 'GUILD_UPDATE', d: { name: 'one' } },
    ]);
  });

  it('keeps what it could not send, and writes it when it is asked for', () => {
    const session = new Session('a', identity, 0);
    let name = 'old';
    session.tell(happening('GUILD_UPDATE', '1', () => ({ name })));

    name = 'new';

    expect(session.missedSince(0)).toMatchObject([{ s: 1, d: { name: 'new' } }]);
    expect(session.missedSince(1)).toEqual([]);
  });

  it('does not number what its intents do not ask for', () => {
    const session = new Session('a', identity, 0);

    session.tell(happening('MESSAGE_CREATE', '1', () => ({})));

    expect(session.sequence).toBe(0);
  });

  it('cannot replay what it has forgotten', () => {
    const session = new Session('a', identity, 0);
    for (let count = 0; count < 6_001; count += 1) session.tell(event('many'));

    expect(session.missedSince(1)).toBeNull();
    expect(session.missedSince(5_000)).toHaveLength(1_001);
  });

  it('stays with the newest connection when an older one goes', () => {
    const session = new Session('a', identity, 0);
    const [older, newer] = [outlet(), outlet()];
    session.attach(older);
    session.attach(newer);

    session.detach(older, 5);

    expect(session.connection).toBe(newer);
    expect(session.detachedAt).toBeNull();
  });
});
