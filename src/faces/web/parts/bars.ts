/** One bar for one span of time: the height tells it too, not only the colour. In a box of 100 high, 4 wide for each. */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** `n`: not known. `w`: answered in part. `b`: an outage. */
  readonly look: BarLook;
}

export type BarLook = '' | 'n' | 'w' | 'b';

/** A row of bars, with what it says in words. */
export interface BarsView {
  readonly bars: readonly Bar[];
  /** Width of the box. */
  readonly width: number;
  /** What the whole says, for those who cannot see it. */
  readonly words: string;
}

const BAR_WIDTH = 4;

const shapes: Readonly<Record<BarLook, Pick<Bar, 'y' | 'height'>>> = {
  '': { y: 0, height: 100 },
  w: { y: 38, height: 62 },
  b: { y: 66, height: 34 },
  n: { y: 94, height: 6 },
};

export function barsView(looks: readonly BarLook[], words: string): BarsView {
  const bars = looks.map((look, index): Bar => ({ x: index * BAR_WIDTH, ...shapes[look], look }));
  return { bars, width: looks.length * BAR_WIDTH - 1, words };
}
