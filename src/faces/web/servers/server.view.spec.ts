import { incident, instanceSampled, shardChanged, signInChanged, statusOf } from '../../../../test/make.js';
import { serverView } from './server.view.js';

const status = statusOf([instanceSampled(), signInChanged(), shardChanged()]);
const guild = {
  ...{ id: '1000', name: 'The Harbour', icon: null, shardId: 0 },
  ...{ memberCount: 10, joinedAt: 1_000, isAvailable: true },
};
const others = incident({ id: 1, shardIds: [1], shardCount: 2 });
const own = incident({ id: 2, shardIds: [0], shardCount: 2 });
const crash = incident({ id: 3, kind: 'crash', shardIds: [], shardCount: 2 });

describe('the page of a server', () => {
  it('has the incidents of its shard, and those in which nothing ran', () => {
    const { incidents } = serverView({ guild, status, incidents: [crash, own, others], hasNames: true });

    expect(incidents.map(({ id }) => id)).toEqual([3, 2]);
  });

  it('says whether a command would be answered there', () => {
    const { sentence } = serverView({ guild, status, incidents: [], hasNames: true });

    expect(sentence.replaceAll('\u00a0', ' ')).toBe('A command is answered here: shard 0 answers.');
  });
});
