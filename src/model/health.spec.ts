import {
  commandsCompared,
  instanceSampled,
  limits,
  problem,
  shardChanged,
  signInChanged,
  snapshotOf,
} from '../../test/make.js';
import type { BotEvent } from './event.js';
import { indicatorsOf } from './health.js';
import { nothingSeen } from './snapshot.js';
import { judge } from './status.js';

const indicators = (now: number, ...events: BotEvent[]) =>
  indicatorsOf(judge(snapshotOf(...events), limits, now), limits);
const one = (key: string, now: number, ...events: BotEvent[]) =>
  indicators(now, ...events).find((each) => each.key === key);

describe('the indicators', () => {
  it('say nothing of what is not known', () => {
    const all = indicatorsOf(judge(nothingSeen, limits, 0), limits);

    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['off']));
  });

  it('are all fine for a bot that is', () => {
    const all = indicators(
      1,
      shardChanged({ at: 1, heartbeatSentAt: 1, heartbeatAcknowledgedAt: 1 }),
      signInChanged(),
      commandsCompared(),
      instanceSampled(),
    );

    expect(all.filter(({ state }) => state !== 'pass')).toEqual([]);
  });

  it('come worst first', () => {
    const refused = signInChanged({ stage: 'refused', problem: problem({ kind: 'token_rejected' }) });
    const states = indicators(1, shardChanged({ at: 1, unavailableGuildCount: 1 }), refused).map(({ state }) => state);

    expect(states).toEqual(
      [...states].sort((a, b) => 'fail warn pass off'.indexOf(a) - 'fail warn pass off'.indexOf(b)),
    );
    expect(states[0]).toBe('fail');
  });

  it('warn of a shard that is away, and fail when none answers', () => {
    const [up, away] = [
      shardChanged({ id: 0, of: 2, at: 1 }),
      shardChanged({ id: 1, of: 2, at: 1, connection: 'disconnected' }),
    ];
    const bothUp = [up, shardChanged({ id: 1, of: 2, at: 0 })];

    expect(one('shards', 1, ...bothUp, away)).toMatchObject({ state: 'warn', now: '1 of 2' });
    expect(
      one('shards', 1, ...bothUp, away, shardChanged({ id: 0, of: 2, at: 2, connection: 'disconnected' })),
    ).toMatchObject({
      state: 'fail',
      now: '0 of 2',
    });
  });

  it('keep an outage of servers at Discord apart', () => {
    expect(one('guilds', 1, shardChanged({ guildCount: 3, unavailableGuildCount: 1 }))).toMatchObject({
      state: 'warn',
      now: '2 of 3',
    });
  });

  it('say that a store in memory forgets', () => {
    const note = 'Nothing is kept over a restart.';
    const store = { kept: 'memory', note, startCount: null, firstStartedAt: null, isPreviousStopClean: null } as const;

    expect(one('store', 1, instanceSampled({ store }))).toMatchObject({ state: 'warn', advice: note });
  });

  it('count errors that nobody caught', () => {
    const hurt = instanceSampled({ uncaughtErrorCount: 2, lastUncaughtError: 'TypeError: x is null' });

    expect(one('uncaught_errors', 1, hurt)).toMatchObject({ state: 'warn', now: '2 errors' });
  });
});
