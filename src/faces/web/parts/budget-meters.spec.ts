import {
  instanceSampled,
  interactionsMeasured,
  limits,
  restMeasured,
  sessionStartsCounted,
  shardChanged,
  statusOf,
} from '../../../../test/make.js';
import type { BotEvent } from '../../../model/event.js';
import { indicatorsOf } from '../../../model/health.js';
import { budgetMeters } from './budget-meters.js';

function all(events: readonly BotEvent[], now = 0) {
  const status = statusOf(events, now);
  return budgetMeters({ status, limits, indicators: indicatorsOf(status, limits) });
}

describe('the budgets', () => {
  const offenders = [{ route: 'POST /channels/:id/messages', status: 403, count: 5_100 }];
  const meters = (events: readonly BotEvent[], now = 0) => {
    const [starts, invalid, rest, sends, acknowledgement] = all(events, now);
    return { starts, invalid, rest, sends, acknowledgement };
  };

  it('say what will appear while nothing is known', () => {
    expect(all([]).map(({ value, percent }) => [value, percent])).toEqual(Array(5).fill(['–', 0]));
    expect(meters([]).starts?.note).toBe('Known after the sign-in');
  });

  it('show the session starts with the reserve, and when all come back', () => {
    expect(meters([sessionStartsCounted()]).starts).toMatchObject({
      value: '13',
      of: 'of 1,000',
      percent: 1.3,
      tick: 80,
      note: '987 left, 200 in reserve, all back',
      noteTime: { as: 'in', iso: '1970-01-01T04:00:00.000Z' },
      warning: null,
    });
  });

  it('show the busiest shard', () => {
    const shards = [4, 90, 7].map((sendCount, id) => shardChanged({ id, of: 3, sendCount }));

    expect(meters(shards).sends).toMatchObject({
      value: '90',
      of: 'of 120\u00a0per min',
      percent: 75,
      note: 'Shard\u00a01 sends the most',
    });
  });

  it('hold the time to acknowledge against 3 s', () => {
    expect(meters([interactionsMeasured()]).acknowledgement).toMatchObject({
      value: '180\u00a0ms',
      of: 'of 3\u00a0s',
      percent: 6,
      note: '40\u00a0of 40 in time, last 5\u00a0min',
    });
  });

  it('warn where a limit is broken, and name the worst offender', () => {
    const invalid = { count: 5_100, limit: 10_000, offenders };

    expect(meters([shardChanged(), restMeasured({ invalid })]).invalid).toMatchObject({
      percent: 51,
      warning: { word: 'Warning' },
      note: 'Most of them POST /channels/:id/messages',
    });
  });

  it('mark a figure that nobody measures any more, and say since when', () => {
    const events = (now: number) => [restMeasured(), shardChanged({ at: now }), instanceSampled({ at: now })];

    expect(meters(events(30_000), 30_000).rest?.frozen).toBeNull();
    expect(meters(events(30_001), 30_001).rest?.frozen).toMatchObject({ as: 'for', iso: '1970-01-01T00:00:00.000Z' });
  });
});
