/** A small curve, ready to be drawn into a box of 100 by 100. */
export interface Sparkline {
  /** SVG path of the line; gaps stay gaps. */
  readonly line: string;
  /** SVG path of the area under it. */
  readonly area: string;
  /** Percent from the top at which the line ends; `null` when it ends in a gap. */
  readonly endsAt: number | null;
}

type Point = readonly [x: number, y: number];

const TOP = 8;
const BOTTOM = 92;

/** `null` when there are not two values to draw a line between. */
export function sparkline(values: readonly (number | null)[]): Sparkline | null {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const lowest = Math.min(...known);
  const span = Math.max(...known) - lowest || 1;
  const points = values.map((value, index): Point | null => {
    if (value === null) return null;
    const y = BOTTOM - ((value - lowest) / span) * (BOTTOM - TOP);
    return [rounded((index / (values.length - 1)) * 100), rounded(y)];
  });
  const runs = runsOf(points).filter((run) => run.length > 1);
  return { line: runs.map(lineOf).join(''), area: runs.map(areaOf).join(''), endsAt: points.at(-1)?.[1] ?? null };
}

function runsOf(points: readonly (Point | null)[]): readonly (readonly Point[])[] {
  const runs: Point[][] = [[]];
  for (const point of points) {
    if (point) runs.at(-1)?.push(point);
    else runs.push([]);
  }
  return runs;
}

function lineOf(run: readonly Point[]): string {
  return `M${run.map(([x, y]) => `${x} ${y}`).join('L')}`;
}

function areaOf(run: readonly Point[]): string {
  return `${lineOf(run)}L${run.at(-1)?.[0] ?? 0} 100L${run[0]?.[0] ?? 0} 100Z`;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
