import {
  applicationChanged,
  commandsCompared,
  instanceSampled,
  interactionsMeasured,
  limits,
  problem,
  restMeasured,
  secondInstanceSeen,
  sessionStartsCounted,
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

const answered = { sentAt: 0, answeredAt: 1, missedCount: 0, roundTripMs: 48 };

describe('the indicators', () => {
  it('say nothing of what is not known', () => {
    const all = indicatorsOf(judge(nothingSeen, limits, 0), limits);

    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['off']));
  });

  it('are all fine for a bot that is', () => {
    const all = indicators(
      1,
      signInChanged(),
      applicationChanged(),
      commandsCompared(),
      instanceSampled(),
      sessionStartsCounted(),
      restMeasured(),
      interactionsMeasured(),
      shardChanged({ at: 1, heartbeatSentAt: 1, heartbeatAcknowledgedAt: 1, canary: answered }),
    );

    expect(all.filter(({ state }) => state !== 'pass')).toEqual([]);
  });

  it('warn where the code listens for what its intents never bring', () => {
    const gap = { event: 'guildMemberAdd', intents: ['GuildMembers'], kind: 'unheard' } as const;

    expect(one('intents', 1, applicationChanged({ intentGaps: [gap] }))).toMatchObject({
      state: 'warn',
      now: 'a listener for guildMemberAdd never hears anything without GuildMembers',
      advice: expect.stringContaining('Server Members Intent') as string,
    });
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
    const store = {
      kept: 'memory',
      note,
      startCount: null,
      firstStartedAt: null,
      isPreviousStopClean: null,
      previousVersion: null,
    } as const;

    expect(one('store', 1, instanceSampled({ store }))).toMatchObject({ state: 'warn', advice: note });
  });

  it('count errors that nobody caught', () => {
    const hurt = instanceSampled({ uncaughtErrorCount: 2, lastUncaughtError: 'TypeError: x is null' });

    expect(one('uncaught_errors', 1, hurt)).toMatchObject({ state: 'warn', now: '2 errors' });
  });

  it('show the slowest canary, and warn of one that nobody answers', () => {
    const slow = { ...answered, roundTripMs: 310 };
    const both = [shardChanged({ of: 2, canary: answered }), shardChanged({ id: 1, of: 2, canary: slow })];
    const silent = { ...answered, sentAt: 1_000 };

    expect(one('canary', 1, ...both)).toMatchObject({ state: 'pass', now: '310 ms' });
    expect(one('canary', 11_000, shardChanged({ canary: silent }))?.state).toBe('pass');
    expect(one('canary', 11_001, shardChanged({ canary: silent }))).toMatchObject({
      state: 'warn',
      now: '1 shard silent',
      checkedAt: 1,
    });
    expect(one('canary', 1, shardChanged())?.state).toBe('off');
    expect(one('canary', 1, shardChanged({ canary: answered, connection: 'resuming' }))?.state).toBe('off');
  });

  it('warn of commands that are answered late or not at all', () => {
    const recent = {
      count: 40,
      inTimeCount: 30,
      p50Ms: 900,
      p95Ms: 2_600,
      p99Ms: 2_900,
      ownP95Ms: 2_100,
      ageAtReceiptMs: 31,
    };
    const late = [shardChanged(), interactionsMeasured({ recent })];

    expect(one('interaction_latency', 1, ...late)).toMatchObject({ state: 'warn', now: '2,600 ms' });
    expect(one('interaction_success', 1, ...late)).toMatchObject({ state: 'warn', now: '30 of 40' });
  });

  it('warn of requests that fail, and of invalid ones', () => {
    const offenders = [{ route: 'GET /users/@me', status: 401, count: 5_100 }];
    const invalid = { count: 5_100, limit: 10_000, offenders };
    const failing = [shardChanged(), restMeasured({ recentFailureCount: 30, invalid })];

    expect(one('rest_failures', 1, ...failing)).toMatchObject({ state: 'warn', now: '30 of 100 failed' });
    expect(one('invalid_requests', 1, ...failing)).toMatchObject({
      state: 'warn',
      now: '5,100 of 10,000',
      limit: 'warns above 5,000 in 10 min',
    });
  });

  it('warn of a second program with the same token, for an hour, and the verdict stays what it is', () => {
    const events = [sessionStartsCounted(), shardChanged(), secondInstanceSeen({ count: 3 })];
    const later = one('second_instance', 3_600_000, ...events);

    expect(one('second_instance', 1, ...events)).toMatchObject({ state: 'warn', now: 'likely', checkedAt: 0 });
    expect(one('second_instance', 1, ...events)?.advice).toMatch(/^3 session starts that were not ours\. Look for it/);
    expect(judge(snapshotOf(...events), limits, 1).verdict).toBe('operational');
    expect(later).toMatchObject({ state: 'pass', now: 'no sign', advice: null });
  });

  it('say when new session starts come once they are down to the reserve', () => {
    const few = [shardChanged(), sessionStartsCounted({ remaining: 200, resetsAt: 7_200_001 })];

    expect(one('session_starts', 1, ...few)).toMatchObject({ state: 'warn', now: '200 left' });
    expect(one('session_starts', 1, ...few)?.advice).toContain('waits for 2 h');
  });

  it.each([
    [500, 'rate_limit', 'pass', '500 ms behind'],
    [501, 'rate_limit', 'warn', '501 ms behind'],
    [-1_500, 'rate_limit', 'warn', '1,500 ms ahead'],
    [900, 'date', 'pass', 'about 900 ms behind'],
    [3_000, 'date', 'warn', 'about 3,000 ms behind'],
    [0, 'rate_limit', 'pass', '0 ms'],
  ] as const)('judge a clock %d ms off, known by %s: %s', (...[offsetMs, source, state, now]) => {
    const clock = { offsetMs, source, measuredAt: 7 };

    expect(one('clock_offset', 9, restMeasured({ clock }))).toMatchObject({ state, now, checkedAt: 7 });
  });
});
