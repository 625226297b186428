import { Listener, identity } from '../../../test/conformance/gateway-make.js';
import { happening } from '../world/happening.js';
import { Session } from './session.js';

const event = (name: string) => happening('GUILD_UPDATE', '1', () => ({ name }));

describe('a session', () => {
  it('numbers what it sends, without gaps', () => {
    const session = new Session('a', identity(), 0);
    const client = new Listener();
    session.attach(client);

    session.tellOnce('READY', {});
    session.tell(event('one'));

    expect(client.frames).toMatchObject([
      { s: 1, t: 'READY' },
      { s: 2, t: 'GUILD_UPDATE', d: { name: 'one' } },
    ]);
  });

  it('keeps what it could not send, and writes it when it is asked for', () => {
    const session = new Session('a', identity(), 0);
    let name = 'old';
    session.tell(happening('GUILD_UPDATE', '1', () => ({ name })));

    const client = new Listener();
    session.attach(client);
    name = 'new';

    session.replay(0);
    session.replay(1);

    expect(client.frames).toMatchObject([{ s: 1, d: { name: 'new' } }]);
  });

  it('does not number what its intents do not ask for', () => {
    const session = new Session('a', identity(), 0);

    session.tell(happening('MESSAGE_CREATE', '1', () => ({})));

    expect(session.sequence).toBe(0);
  });

  it('cannot replay what it has forgotten', () => {
    const session = new Session('a', identity(), 0);
    for (let count = 0; count < 6_001; count += 1) session.tell(event('many'));

    const client = new Listener();
    session.attach(client);
    session.replay(5_000);

    expect(session.remembers(1)).toBe(false);
    expect(client.frames.map(({ s }) => s)).toEqual(Array.from({ length: 1_001 }, (_, number) => 5_001 + number));
  });

  it('stays with the newest connection when an older one goes', () => {
    const session = new Session('a', identity(), 0);
    const [older, newer] = [new Listener(), new Listener()];
    session.attach(older);
    session.attach(newer);

    session.detach(older, 5);

    expect(session.connection).toBe(newer);
    expect(session.detachedAt).toBeNull();
  });
});
