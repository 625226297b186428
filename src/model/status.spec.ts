import { instanceSampled, limits, problem, shardChanged, signInChanged, snapshotOf } from '../../test/make.js';
import type { BotEvent } from './event.js';
import { nothingSeen } from './snapshot.js';
import { following, judge } from './status.js';

const MINUTE = 60_000;

/** What is judged `now` (milliseconds) of a process that started at 0. */
function judged(now: number, ...events: BotEvent[]) {
  return judge(snapshotOf(instanceSampled({ at: now }), ...events), limits, now);
}

const ready = (id: number, at: number) => shardChanged({ id, of: 2, at });
const lost = (id: number, at: number) =>
  shardChanged({
    id,
    of: 2,
    at,
    connection: 'connecting',
    attempt: 3,
    lastError: problem({ kind: 'unreachable', peer: 'gateway', host: 'gateway.discord.gg', detail: 'ECONNREFUSED' }),
  });

describe('the status', () => {
  it('is starting, and not operational, before any shard has reported', () => {
    expect(judge(nothingSeen, limits, 0)).toMatchObject({
      verdict: 'starting',
      sentence: 'Starting - signing in to Discord',
    });
  });

  it('is operational when every shard answers', () => {
    expect(judged(1, ready(0, 1), ready(1, 1))).toMatchObject({
      verdict: 'operational',
      sentence: 'Operational - all 2 shards answer',
      advice: null,
    });
  });

  it('is starting while some shards have yet to come up for the first time', () => {
    expect(judged(1, ready(0, 1), shardChanged({ id: 1, of: 2, at: 1, connection: 'identifying' }))).toMatchObject({
      verdict: 'starting',
      sentence: 'Starting - 1 of 2 shards answer',
    });
  });

  it('is not starting for ever: after a minute and 6 s a shard it says what is so', () => {
    const identifying = (at: number) => [ready(0, at), shardChanged({ id: 1, of: 2, at, connection: 'identifying' })];

    expect(judged(MINUTE + 11_999, ...identifying(MINUTE)).verdict).toBe('starting');
    expect(judged(MINUTE + 12_000, ...identifying(MINUTE)).verdict).toBe('degraded');
  });

  it('is degraded when some shards answer and some do not, and says which and why', () => {
    expect(judged(2, ready(0, 1), ready(1, 1), lost(1, 2))).toMatchObject({
      verdict: 'degraded',
      sentence:
        "Degraded - shard 1 is connecting (attempt 3): Discord's gateway (gateway.discord.gg) refuses the connection (ECONNREFUSED)",
    });
  });

  it('is down when no shard answers', () => {
    expect(judged(2, ready(0, 1), ready(1, 1), lost(0, 2), lost(1, 2))).toMatchObject({
      verdict: 'down',
      sentence: expect.stringContaining('Down - none of 2 shards answers; shard 0 is connecting') as string,
    });
  });

  it('does not believe a connection whose heartbeat is unacknowledged, however it last looked', () => {
    const waiting = { id: 0, of: 1, at: 1, heartbeatSentAt: 1_000, heartbeatAcknowledgedAt: 500 };

    expect(judged(11_000, shardChanged(waiting)).verdict).toBe('operational');
    expect(judged(11_001, shardChanged(waiting))).toMatchObject({
      verdict: 'down',
      sentence: 'Down - shard 0 has not acknowledged a heartbeat for 10 s',
      shards: [{ phase: 'zombie' }],
    });
  });

  it('is down at once when Discord refuses the bot for good, and says the way out', () => {
    const refused = problem({ kind: 'intents_disallowed', detail: 'close code 4014, disallowed intents' });

    expect(judged(1, signInChanged({ stage: 'refused', problem: refused }))).toMatchObject({
      verdict: 'down',
      sentence: 'Down - Discord does not allow this bot the intents it asks for (close code 4014, disallowed intents)',
      advice: expect.stringContaining('Switch on the privileged intents') as string,
    });
  });

  it('says while starting what keeps it from signing in', () => {
    const away = problem({ kind: 'unreachable', host: 'discord.com', detail: 'ECONNREFUSED' });

    expect(judged(1, signInChanged({ stage: 'waiting', attempt: 2, problem: away })).sentence).toBe(
      "Starting - Discord's API (discord.com) refuses the connection (ECONNREFUSED)",
    );
    expect(judged(2 * MINUTE, signInChanged({ at: 1, stage: 'waiting', problem: away })).verdict).toBe('down');
  });

  it('is degraded when all shards answer but slowly', () => {
    expect(judged(1, shardChanged({ at: 1, latencyMs: 1_001 }))).toMatchObject({
      verdict: 'degraded',
      sentence: "Degraded - Discord's gateway is slow, heartbeats take up to 1,001 ms",
    });
  });

  it('says why a shard lost its connection from the first moment on, before any new attempt', () => {
    const lastError = problem({ kind: 'reconnect_asked', detail: 'op 7' });
    const lately = shardChanged({ id: 1, of: 2, at: 2, connection: 'connecting', attempt: 0, lastError });

    expect(judged(2, ready(0, 1), ready(1, 1), lately).sentence).toBe(
      'Degraded - shard 1 is connecting: Discord asked for a new connection (op 7)',
    );
  });

  it.each([
    [0, 'It signed in not long ago, and waits longer each time'],
    [3, '3 sign-ins in a row led to no session, so it waits longer each time'],
  ])('says why a shard has to wait before it signs in (%d in vain)', (identifyStreak, advice) => {
    const lastError = problem({ kind: 'session_ended', detail: 'op 9' });
    const waiting = { connection: 'identifying', waitingFor: 'identify_back_off', nextAttemptAt: 42_002 } as const;
    const status = judged(
      2,
      ready(0, 1),
      ready(1, 1),
      shardChanged({ id: 1, of: 2, at: 2, attempt: 1, lastError, identifyStreak, ...waiting }),
    );

    expect(status.sentence).toBe(
      'Degraded - shard 1 is waiting to sign in (next attempt in 42 s): Discord ended the session (op 9)',
    );
    expect(status.advice).toContain(advice);
  });

  it.each([
    ['session_starts', 'shard 1 is waiting for new session starts (next attempt in 2 h)'],
    ['identify_back_off', 'shard 1 is waiting to sign in (next attempt in 2 h)'],
  ] as const)('says while it is starting that a shard has to wait (%s)', (waitingFor, reason) => {
    const waiting = { connection: 'identifying', waitingFor, attempt: 1, nextAttemptAt: 7_200_002 } as const;

    expect(judged(2, ready(0, 1), shardChanged({ id: 1, of: 2, at: 2, ...waiting }))).toMatchObject({
      verdict: 'starting',
      sentence: `Starting - ${reason}`,
    });
  });

  it('counts the silence of a deaf shard over its connections', () => {
    const canary = { sentAt: null, answeredAt: null, missedCount: 2, roundTripMs: null };
    const deaf = shardChanged({ at: 90_000, connectionSince: 90_000, lastEventAt: 1_000, canary });

    expect(judged(91_000, deaf).sentence).toBe(
      'Down - shard 0 is deaf: connected, but no event came for 1 min 30 s and Discord does not answer it',
    );
  });

  it('is degraded when this process is too busy', () => {
    const busy = judge(snapshotOf(instanceSampled({ at: 1, eventLoopLagMs: 501 }), shardChanged({ at: 1 })), limits, 1);

    expect(busy.sentence).toBe('Degraded - this process is too busy, everything waits up to 501 ms for its turn');
  });

  it('is unknown when nothing was heard for longer than 30 s, never the last good one', () => {
    const snapshot = snapshotOf(shardChanged({ at: 1_000 }));

    expect(judge(snapshot, limits, 31_000).verdict).not.toBe('unknown');
    expect(judge(snapshot, limits, 31_001)).toMatchObject({
      verdict: 'unknown',
      sentence: 'Unknown - nothing was heard of the bot for 30 s',
    });
  });

  it('waits a factor less where a test asks for it, but for our own voice', () => {
    const fast = { ...limits, timeFactor: 20 };
    const waiting = snapshotOf(shardChanged({ heartbeatSentAt: 0, heartbeatAcknowledgedAt: null }));

    expect(judge(waiting, fast, 500).verdict).toBe('operational');
    expect(judge(waiting, fast, 501).verdict).toBe('down');
    expect(judge(waiting, fast, 29_000).verdict).toBe('down');
  });

  it('gives an answer a quarter of a second whatever the factor', () => {
    const waiting = snapshotOf(shardChanged({ heartbeatSentAt: 0, heartbeatAcknowledgedAt: null }));

    expect(judge(waiting, { ...limits, timeFactor: 1_000 }, 250).verdict).toBe('operational');
    expect(judge(waiting, { ...limits, timeFactor: 1_000 }, 251).verdict).toBe('down');
  });

  it('has held since the verdict last changed', () => {
    const [first, later] = [judged(1, ready(0, 1), ready(1, 1)), judged(9, ready(0, 9), ready(1, 9))];
    const worse = judged(10, ready(0, 9), ready(1, 9), lost(1, 10));

    expect(following(first, later).since).toBe(1);
    expect(following(first, worse).since).toBe(10);
  });

  it('counts the guilds that get no answers', () => {
    const { figures } = judged(2, ready(0, 1), ready(1, 1), lost(1, 2));

    expect(figures).toMatchObject({ guildCount: 6, unservedGuildCount: 3, answeringShardCount: 1, shardCount: 2 });
  });
});
