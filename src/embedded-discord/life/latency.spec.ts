import { Random } from '../world/random.js';
import { Latency } from './latency.js';

describe('latency', () => {
  it('is that of a far machine, and about the same on one shard each time', () => {
    const latency = new Latency(new Random(1), true);

    for (let shard = 0; shard < 50; shard += 1) {
      const times = Array.from({ length: 20 }, () => latency.heartbeatMs(shard));
      expect(Math.min(...times)).toBeGreaterThanOrEqual(25);
      expect(Math.max(...times)).toBeLessThanOrEqual(140);
      expect(Math.max(...times) / Math.min(...times)).toBeLessThan(1.5);
    }
    const rest = Array.from({ length: 50 }, () => latency.restMs());
    expect(rest.every((ms) => ms >= 15 && ms <= 60)).toBe(true);
  });

  it('is nothing when it is off, but for a slow acknowledgement', () => {
    const latency = new Latency(new Random(1), false);
    latency.slowDownOnce(0, 900);

    expect([latency.heartbeatMs(0), latency.heartbeatMs(0), latency.restMs()]).toEqual([900, 0, 0]);
  });
});
