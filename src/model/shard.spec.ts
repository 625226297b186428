import { limits, shardChanged } from '../../test/make.js';
import { type Shard, type ShardPhase, answers, isAwaited, missedCanaries, phaseOf, unacknowledgedMs } from './shard.js';

const NOW = 1_000_000;
const SECOND = 1_000;

/** A shard on which all is well at `NOW`. */
function shard(parts: Partial<Shard> = {}): Shard {
  const beat = { heartbeatSentAt: NOW - 5 * SECOND, heartbeatAcknowledgedAt: NOW - 5 * SECOND + 40 };
  return { ...shardChanged().shard, connectionSince: 0, lastEventAt: NOW - SECOND, ...beat, ...parts };
}

/** A canary that was sent so many milliseconds before `NOW`. */
function canary(sentAgoMs: number | null, missedCount = 0, answeredAgoMs: number | null = null): Pick<Shard, 'canary'> {
  const ago = (ms: number | null) => (ms === null ? null : NOW - ms);
  return { canary: { sentAt: ago(sentAgoMs), answeredAt: ago(answeredAgoMs), missedCount, roundTripMs: null } };
}

const phase = (parts: Partial<Shard>, now = NOW) => phaseOf(shard(parts), limits, now);

describe('the phase of a shard', () => {
  it.each(['connecting', 'identifying', 'waiting_for_guilds', 'resuming', 'fatal', 'disconnected'] as const)(
    'is where its connection stands while that is %s, whatever else there is',
    (connection) => {
      expect(phase({ connection, heartbeatAcknowledgedAt: null, ...canary(60 * SECOND, 3) })).toBe(connection);
    },
  );

  it('is ready while events come as usual', () => {
    expect(phase({})).toBe('ready');
  });

  it('is quiet after a silence that is longer than usual, and not before', () => {
    const silent = { lastEventAt: NOW - 30 * SECOND, usualSilenceMs: 30 * SECOND };

    expect(phase(silent)).toBe('ready');
    expect(phase(silent, NOW + 1)).toBe('quiet');
    expect(phase({ ...silent, usualSilenceMs: 90 * SECOND }, NOW + SECOND)).toBe('ready');
  });

  it('counts the silence of a new connection from its beginning', () => {
    const fresh = { lastEventAt: 0, connectionSince: NOW - 10 * SECOND };

    expect(phase(fresh)).toBe('ready');
    expect(phase({ ...fresh, lastEventAt: null })).toBe('ready');
    expect(phase(fresh, NOW + 21 * SECOND)).toBe('quiet');
  });

  it('is zombie when a heartbeat is not acknowledged within 10 s', () => {
    const waiting = { heartbeatSentAt: NOW - 10 * SECOND, heartbeatAcknowledgedAt: NOW - 50 * SECOND };

    expect(phase(waiting)).toBe('ready');
    expect(phase(waiting, NOW + 1)).toBe('zombie');
    expect(phase({ ...waiting, heartbeatAcknowledgedAt: null }, NOW + 1)).toBe('zombie');
  });

  it('is not zombie before the first heartbeat', () => {
    expect(phase({ heartbeatSentAt: null, heartbeatAcknowledgedAt: null })).toBe('ready');
  });

  it('is quiet with one canary unanswered, and deaf with two', () => {
    const silent = { lastEventAt: NOW - 120 * SECOND };

    expect(phase({ ...silent, ...canary(10 * SECOND, 1) })).toBe('quiet');
    expect(phase({ ...silent, ...canary(10 * SECOND + 1, 0) })).toBe('quiet');
    expect(phase({ ...silent, ...canary(10 * SECOND + 1, 1) })).toBe('deaf');
  });

  it('stays deaf on a new connection until something comes', () => {
    expect(phase({ lastEventAt: NOW - 120 * SECOND, connectionSince: NOW, ...canary(null, 2) })).toBe('deaf');
  });

  it('is zombie rather than deaf: what was asked cannot have been answered', () => {
    const waiting = { heartbeatSentAt: NOW - 11 * SECOND, heartbeatAcknowledgedAt: null };

    expect(phase({ ...waiting, lastEventAt: 0, ...canary(20 * SECOND, 2) })).toBe('zombie');
  });

  it('is that of a shard that answers when it is ready or quiet, and in no other', () => {
    const phases: ShardPhase[] = [
      'ready',
      'quiet',
      'deaf',
      'zombie',
      'connecting',
      'resuming',
      'fatal',
      'disconnected',
    ];

    expect(phases.filter(answers)).toEqual(['ready', 'quiet']);
  });
});

describe('canaries', () => {
  const missed = (parts: Partial<Shard>, now = NOW) => missedCanaries(shard(parts), limits, now);

  it('are missed when they are unanswered for longer than 10 s', () => {
    expect(missed({ lastEventAt: 0, ...canary(10 * SECOND) })).toBe(0);
    expect(missed({ lastEventAt: 0, ...canary(10 * SECOND) }, NOW + 1)).toBe(1);
    expect(missed({ lastEventAt: 0, ...canary(11 * SECOND, 4) })).toBe(5);
  });

  it('are not missed when an answer or any event came after them', () => {
    expect(missed({ lastEventAt: 0, ...canary(60 * SECOND, 0, 59 * SECOND) })).toBe(0);
    expect(missed({ lastEventAt: NOW - 59 * SECOND, ...canary(60 * SECOND) })).toBe(0);
  });

  it('are on their way until something comes', () => {
    expect(isAwaited(shard({ lastEventAt: 0, ...canary(SECOND) }))).toBe(true);
    expect(isAwaited(shard({ lastEventAt: 0, ...canary(SECOND, 0, 900) }))).toBe(false);
    expect(isAwaited(shard({ lastEventAt: NOW, ...canary(SECOND) }))).toBe(false);
    expect(isAwaited(shard(canary(null)))).toBe(false);
  });
});

describe('a heartbeat', () => {
  it('waits from its sending to its acknowledgement', () => {
    expect(unacknowledgedMs({ heartbeatSentAt: null, heartbeatAcknowledgedAt: null }, NOW)).toBeNull();
    expect(unacknowledgedMs({ heartbeatSentAt: NOW - 500, heartbeatAcknowledgedAt: NOW - 9_000 }, NOW)).toBe(500);
    expect(unacknowledgedMs({ heartbeatSentAt: NOW - 500, heartbeatAcknowledgedAt: NOW - 500 }, NOW)).toBeNull();
  });
});
