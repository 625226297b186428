import { shardChanged, signInChanged, statusOf } from '../../../../test/make.js';
import type { BotEvent } from '../../../model/event.js';
import { wayOut } from './way-out.view.js';

const up = [0, 1, 2].map((id) => shardChanged({ id, of: 3 }));
const lost = (id: number) => shardChanged({ id, of: 3, connection: 'resuming', attempt: 2 });
const paused: BotEvent = {
  ...{ type: 'standing.changed', instance: 'test', at: 0 },
  standing: { reconnectingPausedSince: 0 },
};
const offered = (...events: readonly BotEvent[]) => wayOut(statusOf([signInChanged(), ...up, ...events]));

describe('the way out on the overview', () => {
  it('reconnects the one shard that does not answer', () => {
    expect(offered(lost(1))).toMatchObject({
      label: 'Reconnect shard\u00a01',
      path: 'reconnect?shard=1',
    });
  });

  it('spares the session starts where many do not answer, and goes on with them later', () => {
    expect(offered(lost(1), lost(2))?.path).toBe('reconnecting?do=pause');
    expect(offered(lost(1), lost(2), paused)?.path).toBe('reconnecting?do=continue');
  });

  it('is not offered while all is well, nor where Discord has refused for good', () => {
    expect(offered()).toBeNull();
    expect(offered(...up.map(({ shard }) => shardChanged({ ...shard, connection: 'fatal' })))).toBeNull();
  });
});
