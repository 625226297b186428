import {
  instanceSampled,
  interactionsMeasured,
  restMeasured,
  sessionStartsCounted,
  shardChanged,
  statusOf,
} from '../../test/make.js';
import type { BotEvent } from './event.js';

const well: readonly BotEvent[] = [instanceSampled(), shardChanged(), sessionStartsCounted(), restMeasured()];

function breaches(...events: readonly BotEvent[]) {
  return statusOf([...well, ...events]).breaches;
}

const kinds = (...events: readonly BotEvent[]) => breaches(...events).map(({ kind }) => kind);
const recent = { count: 40, inTimeCount: 40, p50Ms: 90, p95Ms: 180, p99Ms: 240, ownP95Ms: 20, ageAtReceiptMs: 31 };
const invalid = (count: number) => ({ invalid: { count, limit: 10_000, offenders: [] } });

describe('a broken limit', () => {
  it('is none while all is well', () => {
    expect(breaches(interactionsMeasured())).toEqual([]);
  });

  it('is a gateway slower than a second', () => {
    expect(kinds(shardChanged({ latencyMs: 1_000 }))).toEqual([]);
    expect(kinds(shardChanged({ latencyMs: 1_001 }))).toEqual(['gateway_latency']);
  });

  it('is an event loop that is half a second late', () => {
    expect(kinds(instanceSampled({ eventLoopLagMs: 500 }))).toEqual([]);
    expect(kinds(instanceSampled({ eventLoopLagMs: 501 }))).toEqual(['event_loop_lag']);
  });

  it('is answers to commands that take two seconds, of twenty or more', () => {
    const late = { ...recent, p95Ms: 2_001 };

    expect(kinds(interactionsMeasured({ recent: { ...late, p95Ms: 2_000 } }))).toEqual([]);
    expect(kinds(interactionsMeasured({ recent: { ...late, count: 19, inTimeCount: 19 } }))).toEqual([]);
    expect(kinds(interactionsMeasured({ recent: late }))).toEqual(['interaction_latency']);
  });

  it('is more than two of a hundred commands without an answer in time, of twenty or more', () => {
    const some = { ...recent, count: 100, inTimeCount: 98 };

    expect(kinds(interactionsMeasured({ recent: some }))).toEqual([]);
    expect(kinds(interactionsMeasured({ recent: { ...some, inTimeCount: 97 } }))).toEqual(['interaction_success']);
    expect(kinds(interactionsMeasured({ recent: { ...some, count: 19, inTimeCount: 0 } }))).toEqual([]);
    expect(breaches(interactionsMeasured({ recent: { ...some, inTimeCount: 97 } }))[0]?.words).toBe(
      '3 of the last 100 commands were not answered in time',
    );
  });

  it('is more than a fifth of the requests that fail, of ten or more', () => {
    expect(kinds(restMeasured({ recentCount: 100, recentFailureCount: 20 }))).toEqual([]);
    expect(kinds(restMeasured({ recentCount: 19, recentFailureCount: 19 }))).toEqual([]);
    expect(kinds(restMeasured({ recentCount: 100, recentFailureCount: 21 }))).toEqual(['rest_failures']);
  });

  it('is more than half of the invalid requests that Discord allows, and says who sends them', () => {
    const offenders = [{ route: 'POST /channels/:id/messages', status: 403, count: 5_001 }];

    expect(kinds(restMeasured(invalid(5_000)))).toEqual([]);
    expect(breaches(restMeasured({ invalid: { count: 5_001, limit: 10_000, offenders } }))).toMatchObject([
      {
        kind: 'invalid_requests',
        words: '5,001 of 10,000 invalid requests in 10 minutes are used up, most of them POST /channels/:id/messages',
      },
    ]);
  });

  it('is session starts at the reserve, with the time at which new ones come', () => {
    expect(kinds(sessionStartsCounted({ remaining: 201, reserve: 200 }))).toEqual([]);
    expect(breaches(sessionStartsCounted({ remaining: 200, reserve: 200, resetsAt: 7_200_000 }))).toMatchObject([
      {
        kind: 'session_starts',
        words: 'session starts are down to the reserve, 200 of 1,000 are left, new ones in 2 h',
        wayOut: expect.stringContaining('waits for 2 h') as string,
      },
    ]);
  });

  it('makes the bot degraded, and what users feel first is said first', () => {
    const status = statusOf([
      ...well,
      sessionStartsCounted({ remaining: 0 }),
      restMeasured(invalid(9_000)),
      shardChanged({ latencyMs: 4_000 }),
    ]);

    expect(status.breaches.map(({ kind }) => kind)).toEqual(['gateway_latency', 'invalid_requests', 'session_starts']);
    expect(status.sentence).toBe("Degraded - Discord's gateway is slow, heartbeats take up to 4,000 ms");
  });

  it('does not hide a shard that is silent', () => {
    const silent = shardChanged({ id: 1, of: 2, connection: 'connecting', lostAt: 0 });
    const status = statusOf([...well, shardChanged({ of: 2, latencyMs: 4_000 }), silent]);

    expect(status.sentence).toMatch(/^(Degraded|Starting) - .*shard/);
    expect(status.breaches).toHaveLength(1);
  });
});
