import { Listener, identity } from '../../../test/conformance/gateway-make.js';
import { defaults } from '../options.js';
import { type Parts, assemble } from '../parts.js';
import { Random } from '../world/random.js';
import { Mishaps } from './mishaps.js';
import { Rhythm } from './rhythm.js';

describe('mishaps', () => {
  let parts: Parts;
  let rhythm: Rhythm;
  let happened: number[];

  beforeEach(() => {
    vi.useFakeTimers();
    happened = [];
    const beganAt = Date.now();
    const note = (): void => void happened.push(Date.now() - beganAt);
    parts = assemble(defaults, () => ({ url: '', shards: 1 }));
    const outlet = { ...new Listener(), dispatch: note, send: note, terminate: note, close: note };
    vi.spyOn(parts.latency, 'slowDownOnce').mockImplementation(note);
    parts.gateway.sessions.start(identity(), beganAt).attach(outlet);
    rhythm = new Rhythm(new Random(1));
    new Mishaps(parts.gateway, parts.latency, new Random(5), rhythm).start();
  });

  afterEach(() => {
    rhythm.stop();
    vi.useRealTimers();
  });

  it('begin 45 to 75 s after the last shard became ready, and then come every 1 to 3 minutes', () => {
    vi.advanceTimersByTime(30 * 60_000);

    const [first = 0, ...others] = happened;
    expect(first).toBeGreaterThanOrEqual(45_000);
    expect(first).toBeLessThanOrEqual(77_000);
    others.forEach((at, number) => {
      const since = at - (happened[number] ?? 0);
      expect(since).toBeGreaterThanOrEqual(60_000);
      expect(since).toBeLessThanOrEqual(182_000);
    });
    expect(others.length).toBeGreaterThanOrEqual(9);
  });
});
