import { Listener, identity } from '../../../test/conformance/gateway-make.js';
import { defaults } from '../options.js';
import { type Parts, assemble } from '../parts.js';
import { Rhythm } from './rhythm.js';
import { Traffic } from './traffic.js';

interface Sent {
  readonly t: string;
  readonly d: { readonly content?: string; readonly data?: { readonly name: string } };
}

/** Connects a session that notes what it hears, without a network. */
function listen({ gateway }: Parts, shardId: number, intents: number): Sent[] {
  const listener = new Listener();
  gateway.sessions.start(identity({ shardId, shardCount: 2, intents }), Date.now()).attach(listener);
  return listener.frames as unknown as Sent[];
}

describe('the traffic of a minute', () => {
  let parts: Parts;
  let rhythm: Rhythm;

  beforeEach(() => {
    vi.useFakeTimers();
    parts = assemble(defaults, () => ({ url: '', shards: 2 }));
    parts.commands.put({ name: 'ping', description: 'Answers' }, null);
    rhythm = new Rhythm(parts.world.random);
    new Traffic(parts, rhythm, defaults).start();
  });

  afterEach(() => {
    rhythm.stop();
    vi.useRealTimers();
  });

  it('reaches every shard of a bot that has no intent but GUILDS', () => {
    const shards = [listen(parts, 0, 1), listen(parts, 1, 1)];

    vi.advanceTimersByTime(60_000);

    for (const sent of shards) {
      expect(sent.filter(({ t }) => t.startsWith('GUILD_') || t === 'CHANNEL_UPDATE').length).toBeGreaterThan(8);
      expect(sent.map(({ t }) => t)).not.toContain('MESSAGE_CREATE');
    }
    const commands = shards.flat().filter(({ t }) => t === 'INTERACTION_CREATE');
    expect(commands.length).toBeGreaterThan(15);
    expect(commands.every(({ d }) => d.data?.name === 'ping')).toBe(true);
  });

  it('has messages for a bot with the intent, and their content only with the privileged one', () => {
    const [veiled, plain] = [listen(parts, 0, 1 << 9), listen(parts, 0, (1 << 9) | (1 << 15))];

    vi.advanceTimersByTime(60_000);

    const contents = (sent: Sent[]) => sent.filter(({ t }) => t === 'MESSAGE_CREATE').map(({ d }) => d.content);
    expect(contents(veiled).length).toBeGreaterThan(10);
    expect(contents(veiled).every((content) => content === '')).toBe(true);
    expect(contents(plain).every((content) => content !== '')).toBe(true);
  });

  it('stops when it is told to', () => {
    rhythm.stop();

    expect(vi.getTimerCount()).toBe(0);
  });
});
