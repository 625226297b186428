import { everythingKnown, scrapeOf } from '../../../test/scrape.js';
import {
  applicationChanged,
  happeningNoted,
  instanceSampled,
  interactionsMeasured,
  problem,
  restMeasured,
  sessionStartsCounted,
  shardChanged,
} from '../../../test/make.js';
import { byPromtool, complaints, isWithoutPromtool } from '../../../test/promtool.js';
import type { BotEvent } from '../../model/event.js';
import { exposition, families } from './exposition.js';

const linesOf = async (events: readonly BotEvent[], now?: number) =>
  (await exposition(scrapeOf(events, now))).split('\n');
const samplesOf = (lines: readonly string[]) => lines.filter((line) => line !== '' && !line.startsWith('#'));

describe('the metrics', () => {
  it('name one verdict of five', async () => {
    const verdicts = (await linesOf([shardChanged()])).filter((line) => line.startsWith('shardwatch_verdict{'));

    expect(verdicts).toEqual([
      'shardwatch_verdict{verdict="operational"} 1',
      'shardwatch_verdict{verdict="degraded"} 0',
      'shardwatch_verdict{verdict="down"} 0',
      'shardwatch_verdict{verdict="starting"} 0',
      'shardwatch_verdict{verdict="unknown"} 0',
    ]);
  });

  it('are in base units, with the shard by its id', async () => {
    const lines = await linesOf(
      [
        shardChanged({ id: 7, of: 8, latencyMs: 42, heartbeatAcknowledgedAt: 1_000, lastEventAt: 3_500 }),
        instanceSampled({ eventLoopLagMs: 8 }),
        interactionsMeasured(),
      ],
      5_000,
    );

    expect(lines).toEqual(
      expect.arrayContaining([
        'shardwatch_shard_phase{shard="7",phase="ready"} 1',
        'shardwatch_shard_phase{shard="7",phase="zombie"} 0',
        'shardwatch_gateway_heartbeat_latency_seconds{shard="7"} 0.042',
        'shardwatch_gateway_heartbeat_acknowledged_age_seconds{shard="7"} 4',
        'shardwatch_gateway_last_event_age_seconds{shard="7"} 1.5',
        'shardwatch_event_loop_lag_seconds 0.008',
        'shardwatch_interaction_acknowledgement_seconds{percentile="95"} 0.18',
        'process_cpu_seconds_total 12.5',
      ]),
    );
  });

  it('count what happened since the start', async () => {
    const lines = await linesOf([
      shardChanged({ connectCount: 4, resumeCount: 2, identifyCount: 1, closeCounts: { 1006: 2, 4000: 1 } }),
    ]);

    expect(lines).toEqual(
      expect.arrayContaining([
        'shardwatch_gateway_reconnects_total{shard="0"} 3',
        'shardwatch_gateway_resumes_total{shard="0"} 2',
        'shardwatch_gateway_identifies_total{shard="0"} 1',
        'shardwatch_gateway_closes_total{shard="0",code="1006"} 2',
        'shardwatch_gateway_closes_total{shard="0",code="4000"} 1',
        'shardwatch_gateway_closes_total{shard="0",code="4009"} 0',
        '# TYPE shardwatch_gateway_closes_total counter',
      ]),
    );
  });

  it('count what was missed', async () => {
    const lines = await linesOf([
      shardChanged({ replayedCount: 14, skippedCount: 3, blindMs: 30_500, gapCounts: { resumed: 4, identified: 1 } }),
    ]);

    expect(lines).toEqual(
      expect.arrayContaining([
        'shardwatch_gateway_gaps_total{shard="0",how="resumed"} 4',
        'shardwatch_gateway_gaps_total{shard="0",how="identified"} 1',
        'shardwatch_gateway_blind_seconds_total{shard="0"} 30.5',
        'shardwatch_gateway_replayed_events_total{shard="0"} 14',
        'shardwatch_gateway_skipped_events_total{shard="0"} 3',
      ]),
    );
  });

  it('show the budgets and how much of them is left', async () => {
    const lines = await linesOf(
      [
        sessionStartsCounted({ remaining: 12, reserve: 200, resetsAt: 65_000 }),
        restMeasured({
          invalid: { count: 6_000, limit: 10_000, offenders: [] },
          buckets: [{ route: 'POST /channels/:id/messages', limit: 5, remaining: 1, resetsAt: 9_000 }],
          heldUntil: 7_500,
        }),
      ],
      5_000,
    );

    expect(lines).toEqual(
      expect.arrayContaining([
        'shardwatch_session_starts_remaining 12',
        'shardwatch_session_starts_reset_seconds 60',
        'shardwatch_limit_breached{limit="session_starts"} 1',
        'shardwatch_limit_breached{limit="invalid_requests"} 1',
        'shardwatch_limit_breached{limit="rest_failures"} 0',
        'shardwatch_rest_fullest_bucket_ratio 0.8',
        'shardwatch_rest_held_seconds 2.5',
      ]),
    );
  });

  it('tell how available the bot is, now and over time', async () => {
    const lines = (await exposition(everythingKnown())).split('\n');

    expect(lines).toEqual(
      expect.arrayContaining([
        'shardwatch_answered_ratio 1',
        'shardwatch_availability_ratio{since="1h"} 0.75',
        'shardwatch_availability_ratio{since="start"} 0.75',
      ]),
    );
  });

  it('tell requests by route and status, and those that nobody answered', async () => {
    const lines = await linesOf([
      restMeasured({
        routes: [
          { route: 'POST /channels/:id/messages', status: 200, count: 3, tookMs: 450 },
          { route: 'GET /gateway/bot', status: 0, count: 1, tookMs: 15_000 },
        ],
      }),
    ]);

    expect(lines).toEqual(
      expect.arrayContaining([
        'shardwatch_rest_requests_total{method="POST",route="/channels/:id/messages",status="200"} 3',
        'shardwatch_rest_request_seconds_total{method="POST",route="/channels/:id/messages",status="200"} 0.45',
        'shardwatch_rest_requests_total{method="GET",route="/gateway/bot",status="none"} 1',
      ]),
    );
  });

  it('hold no text by strangers, whatever they write', async () => {
    const nasty = 'evil"} 1\nshardwatch_verdict{verdict="down';
    const lines = await linesOf([
      shardChanged({ lastError: problem({ detail: nasty, host: nasty }), host: nasty }),
      applicationChanged({ name: nasty, user: { id: nasty, name: nasty } }),
      happeningNoted({ guildName: nasty }),
      instanceSampled({ hostname: nasty, lastUncaughtError: nasty }),
      restMeasured({ routes: [{ route: `GET /invites/${nasty}`, status: 404, count: 1, tookMs: 1 }] }),
    ]);

    expect(lines.join('\n')).not.toContain('evil');
    expect(
      samplesOf(lines).filter((line) => !/^[a-z_]+(\{[^"\\{}]+="[^"\\]*"(,[a-z_]+="[^"\\]*")*\})? \S+$/.test(line)),
    ).toEqual([]);
  });

  it('are all there when everything is known, each once', async () => {
    const text = await exposition(everythingKnown());
    const named = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => ({ name, type }));

    expect(named).toEqual(families.map(({ name, type }) => ({ name, type })));
    expect(families.filter(({ name, type }) => name.endsWith('_total') !== (type === 'counter'))).toEqual([]);
  });

  it.skipIf(isWithoutPromtool)(`are found well-named and well-formed ${byPromtool}`, async () => {
    expect(complaints(['check', 'metrics'], await exposition(everythingKnown()))).toBe('');
  });
});
