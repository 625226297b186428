import { type CommandUse, OTHERS } from './command-use.js';
import { type Histogram, added, noDurations, readHistogram } from './histogram.js';
import type { InteractionKind } from './settled-interaction.js';

/** Commands of one span that are kept apart, the most used; the rest shares one line of its kind. */
const COMMANDS_PER_SPAN = 50;

/** One command over a span of time in which it was used. */
export interface CommandPoint {
  readonly kind: InteractionKind;
  readonly name: string;
  readonly uses: number;
  /** Those with any trouble. */
  readonly troubled: number;
  /** From the creation at Discord to our acknowledgement. */
  readonly acknowledgement: Histogram;
}

/** What names a command among others. */
export function commandKey({ kind, name }: Pick<CommandPoint, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

/** What was counted between two moments; never negative, for a counter may begin anew. */
export function commandsSince(before: readonly CommandUse[], after: readonly CommandUse[]): readonly CommandPoint[] {
  const old = new Map(before.map((use) => [commandKey(use), use]));
  const grown = after
    .filter((use) => old.get(commandKey(use))?.sinceStart !== use.sinceStart)
    .map((use) => pointSince(old.get(commandKey(use)), use));
  return bounded(grown.filter(({ uses, troubled }) => uses > 0 || troubled > 0));
}

function pointSince(before: CommandUse | undefined, { kind, name, sinceStart: now }: CommandUse): CommandPoint {
  const then = before?.sinceStart;
  const known = readHistogram(then?.acknowledgedIn ?? '');
  const acknowledgement = [...readHistogram(now.acknowledgedIn)]
    .map(([at, count]) => [at, count - (known.get(at) ?? 0)] as const)
    .filter(([, count]) => count > 0);
  return {
    kind,
    name,
    uses: Math.max(0, now.uses - (then?.uses ?? 0)),
    troubled: Math.max(0, now.troubled - (then?.troubled ?? 0)),
    acknowledgement: new Map(acknowledgement),
  };
}

/** The commands of a longer span. */
export function mergedCommands(spans: readonly (readonly CommandPoint[])[]): readonly CommandPoint[] {
  return bounded(summed(spans.flat()));
}

function summed(points: readonly CommandPoint[]): readonly CommandPoint[] {
  const byKey = new Map<string, CommandPoint[]>();
  for (const point of points) {
    const same = byKey.get(commandKey(point));
    if (same) same.push(point);
    else byKey.set(commandKey(point), [point]);
  }
  return [...byKey.values()].flatMap((same) => same.slice(0, 1).map((first) => sumOf(first, same)));
}

function sumOf({ kind, name }: CommandPoint, same: readonly CommandPoint[]): CommandPoint {
  return {
    kind,
    name,
    uses: same.reduce((total, { uses }) => total + uses, 0),
    troubled: same.reduce((total, { troubled }) => total + troubled, 0),
    acknowledgement:
      same.length > 1 ? added(same.map((one) => one.acknowledgement)) : (same[0]?.acknowledgement ?? noDurations),
  };
}

function bounded(points: readonly CommandPoint[]): readonly CommandPoint[] {
  const named = points.filter(({ name }) => name !== OTHERS).sort((a, b) => b.uses - a.uses);
  if (named.length <= COMMANDS_PER_SPAN) return points;
  const rest = named.slice(COMMANDS_PER_SPAN).map((point) => ({ ...point, name: OTHERS }));
  const others = points.filter(({ name }) => name === OTHERS);
  return [...named.slice(0, COMMANDS_PER_SPAN), ...summed([...others, ...rest])];
}
