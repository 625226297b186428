import type { ShardTruth } from '../../src/embedded-discord/gateway/truth.js';
import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { Judge } from './sampler.js';

const MINUTE = 60_000;

/** What the program says: a verdict, and one phase for each shard. */
function said(verdict: string, ...phases: string[]): StatusAnswer {
  const shards = phases.map((phase, id) => ({ id, phase }));
  return { verdict, shards, asOf: '2026-01-01T00:00:00.000Z' } as unknown as StatusAnswer;
}

function served(shardId: number, since: number): ShardTruth {
  return { shardId, isServed: true, since, why: null, hindrances: [] };
}

function hindered(shardId: number, why: 'closed' | 'deaf', since: number): ShardTruth {
  return { shardId, isServed: false, since, why, hindrances: [{ why, since }] };
}

function judged(status: StatusAnswer | null, at: number, ...truths: (readonly ShardTruth[])[]): readonly string[] {
  return new Judge(1).judge({ at, status, truths });
}

describe('the judge of samples', () => {
  it('lets a status pass that says what is true', () => {
    expect(judged(said('operational', 'ready', 'quiet'), MINUTE, [served(0, 0), served(1, 0)])).toEqual([]);
    expect(judged(said('degraded', 'ready', 'connecting'), MINUTE, [served(0, 0), hindered(1, 'closed', 0)])).toEqual(
      [],
    );
  });

  it('calls a shard false that is said to answer long after it was cut', () => {
    expect(judged(said('operational', 'ready'), 2_100, [hindered(0, 'closed', 0)])).toHaveLength(1);
    expect(judged(said('operational', 'ready'), 1_900, [hindered(0, 'closed', 0)])).toEqual([]);
  });

  it('gives each trouble the time it takes to notice, and no more', () => {
    expect(judged(said('operational', 'ready'), 81_000, [hindered(0, 'deaf', 0)])).toEqual([]);
    expect(judged(said('operational', 'ready'), 83_000, [hindered(0, 'deaf', 0)])).toHaveLength(1);
  });

  it('calls a shard false that is said not to answer long after it is served again', () => {
    expect(judged(said('down', 'resuming'), 3_000, [served(0, 0)])).toHaveLength(1);
  });

  it('lets pass either way what changed while the program was asked', () => {
    expect(judged(said('operational', 'ready'), MINUTE, [hindered(0, 'closed', 0)], [served(0, MINUTE)])).toEqual([]);
  });

  it('calls false a verdict that does not fit its shards, and silence', () => {
    expect(
      judged(said('operational', 'ready', 'connecting'), 0, [served(0, 0), hindered(1, 'closed', 0)]),
    ).toHaveLength(1);
    expect(judged(null, 0, [served(0, 0)])).toEqual(['no answer']);
  });
});
