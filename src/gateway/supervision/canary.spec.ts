import { Client, type ClientUser, type Guild } from 'discord.js';
import { gatewaySettings } from '../../../test/make-gateway.js';
import { LocalBus } from '../../bus/local.bus.js';
import { now } from '../../bus/now.js';
import type { GatewaySettings } from '../../config/gateway.settings.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { phaseOf } from '../../model/shard.js';
import { ManagerDoor } from '../manager-door.js';
import { Shards } from '../shards.js';
import { Standstill } from '../standstill.js';
import { Canary } from './canary.js';
import { CanaryMessenger } from './canary.messenger.js';
import type { WebSocketManager } from './discordjs-ws.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const BOT_ID = '1187402291846283264';

interface Question {
  readonly shardId: number;
  readonly d: { readonly guild_id: string; readonly user_ids: readonly string[]; readonly nonce: string };
}

describe('the canary', () => {
  const limits = new MonitorSettings();
  let shards: Shards;
  let client: Client;
  let canary: Canary;
  let asked: Question[];

  beforeEach(() => {
    vi.useFakeTimers();
    asked = [];
    client = new Client({ intents: [] });
    client.user = { id: BOT_ID } as ClientUser;
    shards = new Shards(new LocalBus(), client, limits, new Standstill());
    shards.spawn([0], 1);
    addGuild('1', 0);
  });
  afterEach(() => {
    canary.onModuleDestroy();
    vi.useRealTimers();
  });

  function start(settings: Partial<GatewaySettings> = {}): void {
    const door = new ManagerDoor();
    const send = (shardId: number, { d }: Pick<Question, 'd'>) => void asked.push({ shardId, d });
    door.manager = { send } as unknown as WebSocketManager;
    canary = new Canary(shards, new CanaryMessenger(client, door), limits, gatewaySettings(settings));
    canary.onModuleInit();
    shards.update(0, (shard) => shard.began(['1']));
    shards.update(0, (shard) => shard.heard(now()));
    shards.move(0, 'connected');
  }

  function addGuild(id: string, shardId: number, available = true): void {
    client.guilds.cache.set(id, { id, shardId, available } as Guild);
  }

  function answer(): void {
    const { nonce } = asked.at(-1)!.d;
    shards.update(0, (shard) => shard.canaryAnswered(nonce, now()));
  }

  /** Time passes, and each canary is answered 40 ms later. */
  function passAnswering(ms: number): void {
    for (const until = now() + ms; now() < until;) {
      const before = asked.length;
      vi.advanceTimersByTime(100);
      if (asked.length > before) {
        vi.advanceTimersByTime(40);
        answer();
      }
    }
  }

  const phase = () => phaseOf(shards.of(0)!.toShard(), limits, now());

  it("asks for the bot's own member in a guild of the shard, once it has been idle for 30 s", () => {
    start();
    vi.advanceTimersByTime(29 * SECOND);
    expect(asked).toEqual([]);

    vi.advanceTimersByTime(2 * SECOND);
    expect(asked).toMatchObject([{ shardId: 0, d: { guild_id: '1', user_ids: [BOT_ID], limit: 0 } }]);
    expect(Buffer.byteLength(asked[0]!.d.nonce)).toBeLessThanOrEqual(32);
  });

  it('asks nothing of a shard that has events', () => {
    start();
    for (let passed = 0; passed < 10 * MINUTE; passed += 20 * SECOND) {
      vi.advanceTimersByTime(20 * SECOND);
      shards.update(0, (shard) => shard.heard(now()));
    }

    expect(asked).toEqual([]);
  });

  it('asks once a minute while it is answered, and measures the way', () => {
    start();
    passAnswering(12 * MINUTE);

    expect(asked.length).toBeGreaterThanOrEqual(11);
    expect(asked.length).toBeLessThanOrEqual(13);
    expect(shards.of(0)?.canary).toMatchObject({ missedCount: 0 });
    expect(shards.of(0)?.canary.roundTripMs).toBeGreaterThanOrEqual(40);
    expect(shards.of(0)?.canary.roundTripMs).toBeLessThanOrEqual(140);
    expect(phase()).toBe('quiet');
  });

  it('asks again at once when one is unanswered for 10 s, and the second makes the shard deaf', () => {
    start();
    vi.advanceTimersByTime(31 * SECOND);
    vi.advanceTimersByTime(9 * SECOND);
    expect(asked).toHaveLength(1);

    vi.advanceTimersByTime(2 * SECOND);
    expect(asked).toHaveLength(2);
    expect(phase()).not.toBe('deaf');

    vi.advanceTimersByTime(10 * SECOND);
    expect(phase()).toBe('deaf');
  });

  it('goes on asking a deaf shard every 10 s, and the first answer ends it', () => {
    start();
    vi.advanceTimersByTime(2 * MINUTE);
    expect(phase()).toBe('deaf');
    expect(asked.length).toBeGreaterThanOrEqual(8);
    expect(asked.length).toBeLessThanOrEqual(10);

    answer();
    expect(phase()).toBe('quiet');
    expect(shards.of(0)?.canary.missedCount).toBe(0);
  });

  it('believes a late answer, too', () => {
    start();
    vi.advanceTimersByTime(45 * SECOND);
    const [first] = asked;
    shards.update(0, (shard) => shard.canaryAnswered(first!.d.nonce, now()));

    expect(shards.of(0)?.canary).toMatchObject({ missedCount: 0 });
    expect(shards.of(0)?.canary.roundTripMs).toBeGreaterThan(10 * SECOND);
  });

  it('asks nothing where nobody is connected, and asks a new connection at once that nothing has proven', () => {
    start();
    shards.move(0, 'connecting');
    vi.advanceTimersByTime(5 * MINUTE);
    expect(asked).toEqual([]);

    shards.move(0, 'connected');
    expect(asked).toHaveLength(1);
  });

  it('has nobody to ask on a shard without guilds, or whose guilds have an outage', () => {
    client.guilds.cache.clear();
    addGuild('2', 0, false);
    addGuild('3', 1);
    start();
    vi.advanceTimersByTime(10 * MINUTE);

    expect(asked).toEqual([]);
    expect(phase()).toBe('quiet');
  });

  it('stays with its guild, and takes another when that one has an outage', () => {
    addGuild('2', 0);
    start();
    passAnswering(3 * MINUTE);
    addGuild('1', 0, false);
    passAnswering(3 * MINUTE);

    const guilds = asked.map(({ d }) => d.guild_id);
    expect(new Set(guilds)).toEqual(new Set(['1', '2']));
    expect(guilds).toEqual([...guilds].sort());
  });

  it('is not there where nobody wants it', () => {
    start({ canary: 'off' });
    vi.advanceTimersByTime(10 * MINUTE);

    expect(asked).toEqual([]);
    expect(phase()).toBe('quiet');
  });
});
