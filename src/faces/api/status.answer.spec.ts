import {
  gapClosed,
  halfAvailable,
  interactionsMeasured,
  problem,
  restMeasured,
  secondInstanceSeen,
  sessionStartsCounted,
  shardChanged,
  statusOf,
} from '../../../test/make.js';
import type { BotEvent } from '../../model/event.js';
import { type StatusAnswer, statusAnswer } from './status.answer.js';

function answer(events: readonly BotEvent[], now = 0): StatusAnswer {
  return statusAnswer({ status: statusOf(events, now), availability: halfAvailable, mode: 'real' });
}

describe('the status answer', () => {
  it('says null of every budget that is not known yet, and never 0', () => {
    const { budgets, interactions, clockOffset } = answer([]);

    expect(budgets).toEqual({ sessionStarts: null, invalidRequests: null, rest: null, gatewaySends: null });
    expect({ interactions, clockOffset }).toEqual({ interactions: null, clockOffset: null });
  });

  it('has the session starts, with times in ISO 8601', () => {
    expect(answer([sessionStartsCounted()]).budgets.sessionStarts).toEqual({
      total: 1_000,
      remaining: 987,
      reserve: 200,
      resetsAt: '1970-01-01T04:00:00.000Z',
      maxConcurrency: 1,
      ownCount: 13,
      askedAt: '1970-01-01T00:00:00.000Z',
    });
  });

  it('has the invalid requests with those who caused them', () => {
    const offenders = [{ route: 'POST /channels/:id/messages', status: 403, count: 40 }];
    const { budgets } = answer([restMeasured({ invalid: { count: 41, limit: 10_000, offenders } })]);

    expect(budgets.invalidRequests).toEqual({ count: 41, limit: 10_000, windowSeconds: 600, offenders });
  });

  it('has the use of REST, with the age of its figures', () => {
    const bucket = { route: 'GET /gateway/bot', limit: 5, remaining: 1, resetsAt: 2_000 };
    const { budgets } = answer([restMeasured({ buckets: [bucket], waitedMs: 1_500, heldUntil: 3_000 })], 2_500);

    expect(budgets.rest).toMatchObject({
      ageSeconds: 2.5,
      perSecond: 0,
      peakPerSecond: 3,
      limit: 50,
      buckets: [{ ...bucket, resetsAt: '1970-01-01T00:00:02.000Z' }],
      waitedSeconds: 1.5,
      heldUntil: '1970-01-01T00:00:03.000Z',
    });
  });

  it('has the sends of each shard', () => {
    const { budgets } = answer([shardChanged({ id: 0, of: 2, sendCount: 4 }), shardChanged({ id: 1, of: 2 })]);

    expect(budgets.gatewaySends).toEqual([
      { shardId: 0, count: 4, limit: 120, windowSeconds: 60 },
      { shardId: 1, count: 0, limit: 120, windowSeconds: 60 },
    ]);
  });

  it('has the interactions, the clock offset and the availability', () => {
    const said = answer([interactionsMeasured(), restMeasured()], 1_000);

    expect(said.interactions).toMatchObject({ ageSeconds: 1, receivedCount: 40, recent: { p95Ms: 180 } });
    expect(said.clockOffset).toEqual({ offsetMs: 12, source: 'rate_limit', ageSeconds: 1 });
    expect(said.availability).toEqual({
      startedAt: '1970-01-01T00:00:00.000Z',
      sinceStartRatio: 0.5,
      lastHourRatio: 0.5,
    });
  });

  it('has the newest 20 gaps, newest first, with what was lost', () => {
    const many = Array.from({ length: 25 }, (_, at) => gapClosed({ to: at }));
    const lost = gapClosed({ shardId: 7, from: 1_000, to: 31_500, how: 'identified', guildCount: 12 });
    const { gaps } = answer([...many, lost]);

    expect(gaps).toHaveLength(20);
    expect(gaps[0]).toEqual({
      shardId: 7,
      from: '1970-01-01T00:00:01.000Z',
      to: '1970-01-01T00:00:31.500Z',
      how: 'identified',
      replayedCount: 0,
      guildCount: 12,
      blindSeconds: 30.5,
    });
    expect(gaps[1]).toMatchObject({ how: 'resumed', blindSeconds: 0 });
  });

  it('says what speaks for a second program with the same token, also when it is not enough', () => {
    const sign = { kind: 'answered_elsewhere', firstAt: 1_000, lastAt: 1_000 } as const;

    expect(answer([]).secondInstance).toEqual({ isLikely: false, advice: null, signs: [] });
    expect(answer([secondInstanceSeen(sign)]).secondInstance).toEqual({
      isLikely: false,
      advice: null,
      signs: [
        {
          kind: 'answered_elsewhere',
          count: 1,
          firstAt: '1970-01-01T00:00:01.000Z',
          lastAt: '1970-01-01T00:00:01.000Z',
          words: '1 command that somebody else had answered',
        },
      ],
    });
    expect(answer([secondInstanceSeen({ ...sign, count: 2 })]).secondInstance.isLikely).toBe(true);
  });

  it('names what is broken and whose fault it may be', () => {
    const slow = answer([shardChanged({ latencyMs: 1_200 })]);
    const cut = problem({ kind: 'discord_error', detail: 'HTTP 503', peer: 'gateway' });
    const lost = answer([shardChanged({ connection: 'connecting', attempt: 2, lastError: cut })]);

    expect(slow.breaches).toMatchObject([{ kind: 'gateway_latency' }]);
    expect(lost.causes).toMatchObject([{ culprit: 'discord', confidence: 'likely' }]);
    expect(answer([shardChanged()])).toMatchObject({ breaches: [], causes: [] });
  });
});

describe('a shard in the answer', () => {
  it('says what it waits for, where, and until when', () => {
    const waiting = shardChanged({
      connection: 'connecting',
      attempt: 3,
      waitingFor: 'back_off',
      nextAttemptAt: 4_000,
      closeCounts: { 1006: 2 },
    });

    expect(answer([waiting]).shards[0]).toMatchObject({
      attempts: 3,
      waitingFor: 'back_off',
      nextAttemptAt: '1970-01-01T00:00:04.000Z',
      host: 'gateway.discord.test',
      closeCounts: { 1006: 2 },
    });
  });

  it('has the canary with the ages of its figures', () => {
    const canary = { sentAt: 1_000, answeredAt: 1_040, missedCount: 0, roundTripMs: 40 };

    expect(answer([shardChanged({ canary })], 2_040).shards[0]?.canary).toEqual({
      sentAgeSeconds: 1.04,
      answeredAgeSeconds: 1,
      missedCount: 0,
      roundTripMs: 40,
    });
  });

  it('counts what it missed', () => {
    const missed = shardChanged({ replayedCount: 14, skippedCount: 3, blindMs: 30_500 });

    expect(answer([missed]).shards[0]).toMatchObject({ replayedCount: 14, skippedCount: 3, blindSeconds: 30.5 });
  });

  it('does not know how many guilds to expect without a session', () => {
    const fresh = shardChanged({ connection: 'identifying', sessionStartedAt: null });

    expect(answer([fresh]).shards[0]).toMatchObject({ expectedGuildCount: null, receivedGuildCount: null });
    expect(answer([shardChanged()]).shards[0]).toMatchObject({ expectedGuildCount: 3, receivedGuildCount: 3 });
  });
});
