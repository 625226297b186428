import { instanceSampled, interactionsMeasured, restMeasured, shardChanged } from '../../../test/make.js';
import { scrapeOf } from '../../../test/scrape.js';
import type { BotEvent } from '../../model/event.js';
import { exposition } from './exposition.js';

const textOf = (events: readonly BotEvent[], now?: number) => exposition(scrapeOf(events, now));

describe('of what is not known, the metrics', () => {
  it('say nothing', async () => {
    const names = [...(await textOf([])).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);

    expect(names).toEqual([
      'shardwatch_verdict',
      'shardwatch_verdict_age_seconds',
      'shardwatch_answered_ratio',
      'process_cpu_seconds_total',
    ]);
  });

  it('give no latency and no ratio, though there are counts', async () => {
    const quiet = {
      count: 0,
      inTimeCount: 0,
      p50Ms: null,
      p95Ms: null,
      p99Ms: null,
      ownP95Ms: null,
      ageAtReceiptMs: null,
    };
    const text = await textOf([
      shardChanged({ latencyMs: null, heartbeatSentAt: null, heartbeatAcknowledgedAt: null, lastEventAt: null }),
      interactionsMeasured({ receivedCount: 0, recent: quiet }),
      restMeasured({ recentCount: 0, clock: null }),
      instanceSampled({ eventLoopLagMs: null }),
    ]);

    expect(text).toContain('shardwatch_interactions_received_total 0\n');
    expect(text).not.toMatch(
      /heartbeat|last_event|canary|(success|failure|availability)_ratio|acknowledgement_seconds|at_receipt|clock|_lag_/,
    );
  });

  it('keep back the last good latency of a shard that does not answer, and give its age', async () => {
    const text = await textOf([shardChanged({ heartbeatSentAt: 1_000, heartbeatAcknowledgedAt: 500 })], 20_000);

    expect(text).toContain('shardwatch_shard_phase{shard="0",phase="zombie"} 1\n');
    expect(text).not.toContain('heartbeat_latency');
    expect(text).toContain('shardwatch_gateway_heartbeat_acknowledged_age_seconds{shard="0"} 19.5\n');
  });

  it('count a canary as unanswered only when its time is over', async () => {
    const canary = { sentAt: 1_000, answeredAt: null, missedCount: 1, roundTripMs: null };
    const events = [shardChanged({ canary })];

    expect(await textOf(events, 5_000)).toContain('shardwatch_canary_unanswered{shard="0"} 1\n');
    expect(await textOf(events, 11_500)).toContain('shardwatch_canary_unanswered{shard="0"} 2\n');
  });
});
