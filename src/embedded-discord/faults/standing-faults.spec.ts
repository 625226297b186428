import { Random } from '../world/random.js';
import { type FaultWish, readFault } from './fault.js';
import { StandingFaults } from './standing-faults.js';

function standing(...wishes: FaultWish[]): StandingFaults {
  const faults = new StandingFaults(new Random(1));
  wishes.forEach((wish, number) =>
    faults.put({ id: `f${number}`, fault: readFault(wish), startedAt: 0, endsAt: null, strikes: 0, endedAt: null }),
  );
  return faults;
}

describe('the faults that are on', () => {
  it('happen to the shards that are meant, and to nobody who is not known yet', () => {
    const faults = standing({ fault: 'ws.noAck', scope: { shards: [1, 2] } });

    expect(faults.take('ws.noAck', { shardId: 2 })).toEqual({});
    expect(faults.take('ws.noAck', { shardId: 0 })).toBeNull();
    expect(faults.take('ws.noAck', { shardId: null })).toBeNull();
    expect(faults.take('ws.noReady', { shardId: 2 })).toBeNull();
  });

  it('are over when they have happened as often as they may, and are remembered', () => {
    const faults = standing({ fault: 'ws.gap', limit: { count: 2 } });

    const times = Array.from({ length: 4 }, () => faults.take('ws.gap') !== null);

    expect(times).toEqual([true, true, false, false]);
    expect(faults).toMatchObject({ all: [], ended: [{ id: 'f0', strikes: 2 }] });
  });

  it('happen by chance, the same with the same seed', () => {
    const wish: FaultWish = { fault: 'ws.gap', limit: { probability: 0.3 } };
    const [one, other] = [standing(wish), standing(wish)];
    const tries = (faults: StandingFaults) => Array.from({ length: 1_000 }, () => faults.take('ws.gap') !== null);

    const happened = tries(one);

    expect(happened).toEqual(tries(other));
    expect(happened.filter(Boolean).length).toBeGreaterThan(250);
    expect(happened.filter(Boolean).length).toBeLessThan(350);
  });

  it('come in the order they began', () => {
    const faults = standing(
      { fault: 'rest.status', status: 500, scope: { route: 'GET /users/@me' }, limit: { count: 1 } },
      { fault: 'rest.status', status: 502 },
    );

    const place = { route: 'GET /users/@me' };

    expect([faults.take('rest.status', place), faults.take('rest.status', place)]).toEqual([
      { status: 500 },
      { status: 502 },
    ]);
  });
});
