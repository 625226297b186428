/** Chance that comes out the same for the same seed (mulberry32), so that every run has the same stream. */
export function seeded(seed) {
  let state = seed >>> 0;
  const ratio = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (below) => Math.floor(ratio() * below);
  return { ratio, upTo, pick: (list) => list[upTo(list.length)], isLucky: (chance) => ratio() < chance };
}
