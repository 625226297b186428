import { incident, shardChanged, statusOf } from '../../../../test/make.js';
import { nextStep } from './next-step.view.js';

/** A bot of three shards, of which some are away. */
const withAway = (...away: readonly number[]) =>
  statusOf(
    [0, 1, 2].map((id) => shardChanged({ id, of: 3, connection: away.includes(id) ? 'connecting' : 'connected' })),
  );
const goingOn = (...shardIds: readonly number[]) => incident({ shardIds, shardCount: 3, endedAt: null });

describe('what to do about an incident', () => {
  it('says how it stands now, and leads to the one shard that is away', () => {
    expect(nextStep(goingOn(1), withAway(1))).toMatchObject({
      words: expect.stringMatching(/^Starting - 2.of.3.shards answer\. Nothing/) as string,
      link: { label: 'Reconnect shard\u00a01', path: 'actions/reconnect?shard=1' },
    });
  });

  it('leads to all shards where all are away, and to those with a problem where some are', () => {
    expect(nextStep(goingOn(0, 1, 2), withAway(0, 1, 2))?.link?.path).toBe('actions/reconnect');
    expect(nextStep(goingOn(0, 1), withAway(0, 1))?.link).toMatchObject({ path: 'status?show=problems' });
  });

  it('leaves shards alone that are back, whatever else is wrong', () => {
    expect(nextStep(goingOn(1), withAway(2))?.link).toBeNull();
  });

  it('is nothing while all is well again, and once it is over', () => {
    expect(nextStep(goingOn(1), withAway())).toBeNull();
    expect(nextStep({ ...goingOn(1), endedAt: 1 }, withAway(1))).toBeNull();
  });
});
