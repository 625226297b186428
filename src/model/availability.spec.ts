import { instanceSampled, shardChanged, statusOf } from '../../test/make.js';
import { answeredRatio, availabilityOf, looked, notLooked } from './availability.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const SECOND = 1_000;

/** Looks once a second, from `from` on until just before `until` (milliseconds since the start). */
function watched(record = notLooked(0), [from, until, ratio]: readonly [number, number, number]) {
  for (let at = from; at < until; at += SECOND) record = looked(record, ratio, at);
  return record;
}

describe('the availability', () => {
  it('is not known before the first look', () => {
    expect(availabilityOf(notLooked(0))).toMatchObject({ sinceStart: null, lastHour: null });
  });

  it('is whole while every look finds an answer', () => {
    const record = looked(watched(undefined, [0, 10 * SECOND, 1]), 1, 10 * SECOND);

    expect(availabilityOf(record)).toMatchObject({ startedAt: 0, sinceStart: 1, lastHour: 1 });
  });

  it('counts the time before the first look as not answered', () => {
    const record = looked(looked(notLooked(0), 1, 1_000), 1, 4_000);

    expect(availabilityOf(record).sinceStart).toBe(0.75);
  });

  it('is the share of time, each moment with the share of guilds that were answered', () => {
    const half = watched(undefined, [0, 10 * SECOND, 0.5]);
    const record = looked(watched(half, [10 * SECOND, 20 * SECOND, 1]), 1, 20 * SECOND);

    expect(availabilityOf(record).sinceStart).toBeCloseTo(0.75);
  });

  it('does not count a time in which the event loop was blocked', () => {
    const before = watched(undefined, [0, 6 * SECOND, 1]);
    const record = looked(before, 1, 10 * SECOND);

    expect(availabilityOf(looked(before, 1, 9 * SECOND)).sinceStart).toBe(1);
    expect(availabilityOf(looked(before, 1, 9 * SECOND + 1)).sinceStart).toBeCloseTo(5 / 9);
    expect(availabilityOf(record).sinceStart).toBe(0.5);
  });

  it('forgets in "the last hour" what was before it, and nothing since the start', () => {
    const down = watched(undefined, [0, HOUR, 0]);
    const record = looked(watched(down, [HOUR, 2 * HOUR, 1]), 1, 2 * HOUR);

    expect(availabilityOf(record).lastHour).toBe(1);
    expect(availabilityOf(record).sinceStart).toBe(0.5);
  });

  it('knows the last hour minute by minute', () => {
    const up = watched(undefined, [0, 2 * MINUTE, 1]);
    const { minutes } = availabilityOf(looked(watched(up, [2 * MINUTE, 2.5 * MINUTE, 0]), 1, 2.5 * MINUTE));

    expect(minutes).toHaveLength(60);
    expect(minutes.slice(-4)).toEqual([null, 1, 1, 0]);
  });

  it('does not go wrong when a look comes twice at the same moment', () => {
    const record = looked(looked(looked(notLooked(0), 1, 0), 1, SECOND), 0, SECOND);

    expect(availabilityOf(looked(record, 0, 2 * SECOND)).sinceStart).toBe(0.5);
  });
});

describe('the share that is answered now', () => {
  const ready = (id: number, guildCount: number) => shardChanged({ id, of: 2, guildCount });
  const lost = (id: number, guildCount: number) => shardChanged({ id, of: 2, guildCount, connection: 'resuming' });

  it('is weighted by guilds', () => {
    expect(answeredRatio(statusOf([ready(0, 90), lost(1, 10)]))).toBe(0.9);
  });

  it('counts a quiet shard, and not one that is deaf', () => {
    const canary = { sentAt: 90_000, answeredAt: null, missedCount: 2, roundTripMs: null };
    const silent = shardChanged({ heartbeatSentAt: 99_000, heartbeatAcknowledgedAt: 99_000 });
    const sampled = instanceSampled({ at: 99_000 });

    expect(answeredRatio(statusOf([silent, sampled], 99_000))).toBe(1);
    expect(answeredRatio(statusOf([shardChanged({ canary }), sampled], 99_000))).toBe(0);
  });

  it('goes by shards while no guild is known', () => {
    const fresh = { of: 4, guildCount: 0, sessionStartedAt: null };

    expect(answeredRatio(statusOf([shardChanged({ id: 0, ...fresh })]))).toBe(0.25);
    expect(answeredRatio(statusOf([]))).toBe(0);
  });

  it('gives a shard that has not named its guilds the weight of the others', () => {
    const unnamed = shardChanged({ id: 1, of: 4, guildCount: 0, sessionStartedAt: null, connection: 'identifying' });

    expect(answeredRatio(statusOf([shardChanged({ id: 0, of: 4, guildCount: 50 }), unnamed]))).toBe(0.25);
  });

  it('is nothing when nobody knows how the bot is', () => {
    expect(answeredRatio(statusOf([shardChanged()], 31_000))).toBe(0);
  });
});
