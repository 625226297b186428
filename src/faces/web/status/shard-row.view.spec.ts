import { limits, shardChanged, snapshotOf } from '../../../../test/make.js';
import { judgedShards } from '../../../model/figures.js';
import { type ShardRow, shardRow } from './shard-row.view.js';

function row(shard: Parameters<typeof shardChanged>[0], now = 0): ShardRow | undefined {
  const [judged] = judgedShards(snapshotOf(shardChanged(shard)), limits, now);
  return judged && shardRow(judged, now);
}

describe('a row of the shard table', () => {
  it('says which attempt it is, and counts down to the next', () => {
    const waiting = row({ connection: 'connecting', attempt: 3, waitingFor: 'back_off', nextAttemptAt: 12_000 });

    expect(waiting?.doing).toMatchObject({
      words: 'attempt\u00a03, next try ',
      time: { as: 'in', iso: '1970-01-01T00:00:12.000Z' },
    });
  });

  it('says that it waits for session starts', () => {
    const waiting = row({ connection: 'identifying', waitingFor: 'session_starts', nextAttemptAt: null });

    expect(waiting?.doing).toEqual({ words: 'waits for session starts', time: null });
  });

  it('names the host of a connected shard without what all of them share', () => {
    expect(row({ host: 'gateway-us-east1-c.discord.gg' })?.host).toBe('gateway-us-east1-c');
    expect(row({ host: '127.0.0.1:4000' })?.host).toBe('127.0.0.1:4000');
  });

  it('shows the round trip of the canary with its age', () => {
    const canary = { sentAt: 1_000, answeredAt: 1_048, missedCount: 0, roundTripMs: 48 };

    expect(row({ canary })).toMatchObject({
      latencyNote: 'canary 48\u00a0ms',
      canary: { words: 'canary ', time: { as: 'ago', iso: '1970-01-01T00:00:01.048Z' } },
    });
  });

  it('calls a shard quiet, healthy, and says what silence is usual', () => {
    const quiet = row({ heartbeatSentAt: 119_000, heartbeatAcknowledgedAt: 119_000 }, 120_000);

    expect(quiet).toMatchObject({
      chip: { word: 'Quiet', state: 'ok' },
      tint: null,
      latency: '42\u00a0ms',
      usual: 'usual: up to 30\u00a0s',
      trouble: null,
    });
  });

  it('calls a shard deaf, says since when the canary is unanswered, and what to do', () => {
    const canary = { sentAt: 90_000, answeredAt: 20_000, missedCount: 2, roundTripMs: 48 };
    const deaf = row({ heartbeatSentAt: 119_000, heartbeatAcknowledgedAt: 119_000, canary }, 120_000);

    expect(deaf).toMatchObject({
      chip: { word: 'Deaf', state: 'bad', icon: 'ear-deaf' },
      latency: '–',
      latencyNote: 'was 42\u00a0ms',
      canary: { words: 'canary: none ', time: { as: 'for', iso: '1970-01-01T00:00:20.000Z' } },
    });
    expect(deaf?.trouble).toContain('connected anew by itself');
  });

  it.each([
    [{}, null],
    [{ receivedGuildCount: 2 }, '2\u00a0of 3 received'],
    [{ unavailableGuildCount: 1, joinedGuildCount: 4, leftGuildCount: 2 }, '1 not available, 4 joined, 2 left'],
    [{ connection: 'resuming' }, 'last known'],
  ] as const)('says what became of its servers: %j', (shard, words) => {
    expect(row(shard)?.guildsNote).toBe(words);
  });
});
