import { happeningNoted, shardChanged, snapshotOf } from '../../test/make.js';
import { HAPPENINGS_KEPT } from './happening.js';
import { apply } from './snapshot.js';

describe('the snapshot', () => {
  it('keeps the newest word on a shard, in whatever order the words come', () => {
    const [old, young] = [shardChanged({ at: 1, guildCount: 1 }), shardChanged({ at: 2, guildCount: 2 })];

    expect(snapshotOf(old, young).shards).toEqual(snapshotOf(young, old).shards);
    expect(snapshotOf(young, old).shards).toMatchObject([{ guildCount: 2, seenAt: 2 }]);
  });

  it('is the very same object after a word that says nothing new', () => {
    const snapshot = snapshotOf(shardChanged({ at: 2 }));

    expect(apply(snapshot, shardChanged({ at: 1 }))).toBe(snapshot);
  });

  it('orders shards by their number', () => {
    const ids = [2, 10, 1].map((id) => shardChanged({ id, of: 11 }));

    expect(snapshotOf(...ids).shards.map(({ id }) => id)).toEqual([1, 2, 10]);
  });

  it('remembers when all shards were connected for the first time', () => {
    const one = snapshotOf(shardChanged({ id: 0, of: 2, at: 1 }));
    const both = apply(one, shardChanged({ id: 1, of: 2, at: 5 }));
    const lost = apply(both, shardChanged({ id: 1, of: 2, at: 9, connection: 'connecting' }));

    expect([one, both, lost].map(({ allConnectedAt }) => allConnectedAt)).toEqual([null, 5, 5]);
  });

  it('keeps the newest happenings, each once', () => {
    const many = Array.from({ length: HAPPENINGS_KEPT + 5 }, (_, at) => happeningNoted({ at }));
    const { happenings } = snapshotOf(...many, ...many);

    expect(happenings).toHaveLength(HAPPENINGS_KEPT);
    expect(happenings[0]?.at).toBe(HAPPENINGS_KEPT + 4);
  });

  it('tells apart what happened to two shards in the same moment', () => {
    const both = snapshotOf(happeningNoted({ shardId: 0 }), happeningNoted({ shardId: 1 }));

    expect(both.happenings).toHaveLength(2);
  });
});
