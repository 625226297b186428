import { instanceSampled, problem, shardChanged, signInChanged, statusOf } from '../../test/make.js';
import type { BotEvent } from './event.js';
import type { ProblemKind } from './problem.js';

const HOUR = 3_600_000;

/** Whose fault it may be, long after the start. */
function causes(...events: readonly BotEvent[]) {
  return statusOf([instanceSampled({ startedAt: -HOUR }), ...events], 100).causes;
}

const lost = (kind: ProblemKind, parts: Parameters<typeof shardChanged>[0] = {}) =>
  shardChanged({ connection: 'connecting', attempt: 2, lastError: problem({ kind, peer: 'gateway' }), ...parts });
const zombie = (id: number, of: number) =>
  shardChanged({ id, of, heartbeatSentAt: -20_000, heartbeatAcknowledgedAt: null });

describe('whose fault it may be', () => {
  it('is nobody while all is well', () => {
    expect(causes(shardChanged())).toEqual([]);
  });

  it.each([
    ['token_rejected', 'configuration', 'certain'],
    ['intents_disallowed', 'configuration', 'certain'],
    ['sharding_required', 'configuration', 'certain'],
    ['dns', 'network', 'likely'],
    ['discord_error', 'discord', 'likely'],
    ['session_refused', 'discord', 'likely'],
    ['deaf', 'discord', 'likely'],
    ['rate_limited', 'process', 'likely'],
    ['not_discord', 'configuration', 'likely'],
  ] as const)('after %s is the %s, %s', (kind, culprit, confidence) => {
    expect(causes(lost(kind))).toMatchObject([{ culprit, confidence }]);
  });

  it.each(['unreachable', 'timeout', 'connection_closed'] as const)(
    'after %s is as well theirs as the line',
    (kind) => {
      expect(causes(lost(kind))).toMatchObject([
        { culprit: 'network', confidence: 'possible' },
        { culprit: 'discord', confidence: 'possible' },
      ]);
    },
  );

  it('has its evidence in words', () => {
    expect(
      causes(lost('unreachable', { lastError: problem({ peer: 'gateway', detail: 'ECONNREFUSED' }) }))[0]?.evidence,
    ).toBe("Discord's gateway (discord.test) refuses the connection (ECONNREFUSED)");
  });

  it('is not what went wrong on a shard that is well again', () => {
    const well = shardChanged({ of: 2, lastError: problem({ kind: 'dns' }) });

    expect(causes(well, lost('discord_error', { id: 1, of: 2 }))).toMatchObject([{ culprit: 'discord' }]);
  });

  it('is each culprit once, the surest first', () => {
    const shards = [
      lost('unreachable', { id: 0, of: 3 }),
      lost('dns', { id: 1, of: 3 }),
      lost('token_rejected', { id: 2, of: 3 }),
    ];

    expect(causes(...shards)).toMatchObject([
      { culprit: 'configuration', confidence: 'certain' },
      { culprit: 'network', confidence: 'likely' },
      { culprit: 'discord', confidence: 'possible' },
    ]);
  });

  it('is the sign-in, too', () => {
    const refused = problem({ kind: 'forbidden', detail: 'HTTP 403' });

    expect(causes(signInChanged({ stage: 'waiting', problem: refused }))).toMatchObject([{ culprit: 'process' }]);
  });

  it('is this process while its event loop is blocked', () => {
    const busy = instanceSampled({ at: 1, startedAt: -HOUR, eventLoopLagMs: 900 });

    expect(causes(busy, lost('unreachable'))).toMatchObject([
      { culprit: 'process', confidence: 'likely', evidence: 'its event loop was blocked for 900 ms' },
      { culprit: 'network', confidence: 'possible' },
      { culprit: 'discord', confidence: 'possible' },
    ]);
  });

  it('is Discord where one connection of many is silent, and the network where all are', () => {
    expect(causes(shardChanged({ id: 0, of: 2 }), zombie(1, 2))).toEqual([
      {
        culprit: 'discord',
        confidence: 'possible',
        evidence: 'one connection stood but carried nothing, and the others are fine',
      },
    ]);
    expect(causes(zombie(0, 2), zombie(1, 2))).toEqual([
      { culprit: 'network', confidence: 'likely', evidence: 'all 2 connections fell silent together' },
    ]);
  });
});
