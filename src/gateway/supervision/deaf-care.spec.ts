import { Client } from 'discord.js';
import { LocalBus } from '../../bus/local.bus.js';
import { now } from '../../bus/now.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { ManagerDoor } from '../manager-door.js';
import { Shards } from '../shards.js';
import { Standstill } from '../standstill.js';
import { DeafCare } from './deaf-care.js';
import type { SupervisedStrategy } from './supervised.strategy.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('the care for deaf shards', () => {
  let shards: Shards;
  let care: DeafCare;
  /** What was done, and after how many seconds. */
  let remedies: { readonly at: number; readonly isFresh: boolean }[];
  let startedAt: number;

  beforeEach(() => {
    vi.useFakeTimers();
    [remedies, startedAt] = [[], now()];
    const limits = new MonitorSettings();
    shards = new Shards(new LocalBus(), new Client({ intents: [] }), limits, new Standstill());
    shards.spawn([0, 1], 2);
    for (const id of [0, 1]) shards.move(id, 'connected');
    const door = new ManagerDoor();
    const reconnect = (_detail: string, { isFresh }: { readonly isFresh: boolean }) =>
      void remedies.push({ at: Math.round((now() - startedAt) / SECOND), isFresh });
    door.strategy = { shard: (id: number) => (id === 0 ? { reconnect } : undefined) } as unknown as SupervisedStrategy;
    care = new DeafCare(shards, door, limits);
    care.onModuleInit();
  });
  afterEach(() => {
    care.onModuleDestroy();
    vi.useRealTimers();
  });

  function becomeDeaf(): void {
    shards.update(0, (shard) => shard.canarySent(now(), 2));
  }

  /** The connection is taken up anew; with a new session Discord sends its guilds, and for a while all looks well. */
  function connectAnew({ isFresh }: { readonly isFresh: boolean }): void {
    shards.update(0, (shard) => shard.forgetConnection());
    shards.move(0, 'connecting');
    if (isFresh) shards.update(0, (shard) => shard.began([]));
    shards.move(0, 'connected');
  }

  it('leaves shards alone that hear', () => {
    vi.advanceTimersByTime(60 * MINUTE);

    expect(remedies).toEqual([]);
  });

  it('takes up the session anew after 40 s', () => {
    becomeDeaf();
    vi.advanceTimersByTime(39 * SECOND);
    expect(remedies).toEqual([]);

    vi.advanceTimersByTime(3 * SECOND);
    expect(remedies).toMatchObject([{ isFresh: false }]);
  });

  it('begins a new session after 5 min, and another one every half hour', () => {
    becomeDeaf();
    vi.advanceTimersByTime(66 * MINUTE);

    expect(remedies.map(({ isFresh }) => isFresh)).toEqual([false, true, true, true]);
    expect(remedies.map(({ at }) => Math.round(at / 60))).toEqual([1, 5, 35, 65]);
  });

  it('keeps to half an hour although each new session looks well until its first canary', () => {
    becomeDeaf();
    for (let minute = 0; minute < 66; minute++) {
      const before = remedies.length;
      vi.advanceTimersByTime(MINUTE);
      const { isFresh } = remedies.at(-1) ?? { isFresh: false };
      if (remedies.length === before) continue;
      connectAnew({ isFresh });
      vi.advanceTimersByTime(50 * SECOND);
      becomeDeaf();
    }

    expect(remedies.filter(({ isFresh }) => isFresh).length).toBeLessThanOrEqual(3);
    expect(remedies.filter(({ isFresh }) => !isFresh)).toHaveLength(1);
  });

  it('begins anew once the shard has answered in between', () => {
    becomeDeaf();
    vi.advanceTimersByTime(41 * SECOND);
    connectAnew({ isFresh: false });
    shards.update(0, (shard) => shard.canaryAnswered(`canary.${now()}`, now()));
    vi.advanceTimersByTime(MINUTE);
    becomeDeaf();
    vi.advanceTimersByTime(42 * SECOND);

    expect(remedies.map(({ isFresh }) => isFresh)).toEqual([false, false]);
  });

  it('waits while a shard is being connected', () => {
    becomeDeaf();
    shards.move(0, 'connecting');
    vi.advanceTimersByTime(60 * MINUTE);

    expect(remedies).toEqual([]);
  });
});
