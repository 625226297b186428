import { ShardFacts } from './shard-facts.js';

const SECOND = 1_000;

/** What is usual for a shard after events with these gaps, in seconds. */
function usualAfter(gapsS: readonly number[], timeFactor = 1): number {
  const shard = new ShardFacts(0, 1, timeFactor);
  let at = shard.connectionSince;
  for (const gap of gapsS) shard.heard((at += gap * SECOND));
  return shard.toShard().usualSilenceMs / SECOND;
}

describe('the silence that is usual for a shard', () => {
  it('is 30 s where nothing is known, and where events come often', () => {
    expect(usualAfter([])).toBe(30);
    expect(usualAfter(Array.from({ length: 200 }, () => 0.5))).toBe(30);
  });

  it('is some times the average where events are rare', () => {
    const usual = usualAfter(Array.from({ length: 200 }, () => 60));

    expect(usual).toBeGreaterThan(6 * 60);
    expect(usual).toBeLessThan(10 * 60);
  });

  it('is hardly changed by one long night', () => {
    const busy = Array.from({ length: 200 }, () => 10);

    expect(usualAfter([...busy, 600])).toBeLessThan(5 * 60);
  });

  it('follows when a bot becomes busier', () => {
    expect(usualAfter([...Array.from({ length: 50 }, () => 300), ...Array.from({ length: 300 }, () => 1)])).toBe(30);
  });

  it('is shorter by the time factor, where there is one', () => {
    expect(usualAfter([], 10)).toBe(3);
  });
});

describe('what a shard has sent', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is counted over a minute', () => {
    const shard = new ShardFacts(0, 1);
    for (let second = 0; second < 90; second += 10) {
      shard.sent(Math.floor(performance.timeOrigin + performance.now()));
      vi.advanceTimersByTime(10 * SECOND);
    }

    expect(shard.toShard().sendCount).toBeGreaterThanOrEqual(5);
    expect(shard.toShard().sendCount).toBeLessThanOrEqual(6);
  });
});
