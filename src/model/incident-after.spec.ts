import { instanceSampled, limits, shardChanged, snapshotOf } from '../../test/make.js';
import { crashed } from './incident-after.js';
import { type Watch, nothingWatched, step } from './incident-watch.js';
import { judge } from './status.js';

const SECOND = 1_000;
const HOUR = 3_600_000;
const around = { limits, nextId: 2, commandsPerMs: 2 / SECOND };

describe('the incident that a crash is', () => {
  it('counts all servers, and the commands of all the time in which nobody counted', () => {
    const times = { aliveAt: HOUR - 60 * SECOND, startedAt: HOUR };
    const trouble = crashed({ ...times, version: '1.0.0', nextVersion: '1.0.0', lastWords: [] });
    const well = [0, 1].map((id) => shardChanged({ id, of: 2, guildCount: 50, sessionStartedAt: 1 }));
    let watch: Watch = { ...nothingWatched, trouble, opened: { id: 1, at: HOUR } };
    let closed = null;
    for (let at = HOUR; closed === null && at < HOUR + 60 * SECOND; at += SECOND) {
      const alive = instanceSampled({ at, startedAt: HOUR, eventLoopLagMs: 8 });
      const taken = step(watch, judge(snapshotOf(...well, alive), limits, at), around);
      [watch, closed] = [taken.watch, taken.transition];
    }

    expect(closed).toMatchObject({
      change: 'closed',
      incident: {
        kind: 'crash',
        beganAt: times.aliveAt,
        guildCount: 100,
        unservedGuildCount: 100,
        lostCommandCount: 120,
      },
    });
  });
});
