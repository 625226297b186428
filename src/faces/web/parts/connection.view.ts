import type { JudgedShard } from '../../../model/figures.js';
import type { Indicator } from '../../../model/indicator.js';
import type { Status } from '../../../model/status.js';
import { type TrendPoint, rates } from '../../../model/trend.js';
import { closeWords, counted } from '../../../model/words.js';
import { NONE, number, rateIn, unbroken } from '../../format.js';
import { type Fact, fact } from './fact.js';
import { momentOrNull } from './moment.js';

/** How the bot hangs on to Discord. */
export function connectionView(status: Status, indicators: readonly Indicator[]): readonly Fact[] {
  const { at, shards, figures } = status;
  const commands = indicators.find(({ key }) => key === 'commands');
  const lastEventAt = shards.reduce<number | null>((last, shard) => later(last, shard.lastEventAt), null);
  return [
    signInFact(status, indicators),
    commands?.checkedAt
      ? fact('Slash commands', `${commands.now},`, momentOrNull('ago', commands.checkedAt, at))
      : fact('Slash commands', NONE),
    fact('Last event', lastEventAt === null ? NONE : '', momentOrNull('ago', lastEventAt, at)),
    fact('Not available', figures.answeringShardCount > 0 ? counted(figures.unavailableGuildCount, 'server') : NONE),
    fact('New sessions', number(total(shards.map(({ identifyCount }) => identifyCount)))),
    fact('Resumed sessions', number(total(shards.map(({ resumeCount }) => resumeCount)))),
    fact('Last close', lastClose(shards)),
  ];
}

/** Points of the last minute, 5 s apart. */
const MINUTE_POINTS = 12;

/** How many events come, over the last minute, and have come so far. */
export function eventsFact({ shards }: Status, trend: readonly TrendPoint[]): Fact {
  const [first, last] = [trend.slice(-MINUTE_POINTS)[0], trend.at(-1)];
  if (!first || !last || first === last || shards.length === 0) return fact('Events', NONE);
  const { value, unit } = rateIn(rates([first, last], 'eventCount', 1_000)[0] ?? 0);
  const all = total(shards.map(({ eventCount }) => eventCount));
  return fact('Events', unbroken(`${value} ${unit}, ${number(all)} in all`));
}

function signInFact({ at, snapshot: { signIn } }: Status, indicators: readonly Indicator[]): Fact {
  const word = indicators.find(({ key }) => key === 'sign_in')?.now ?? NONE;
  const attempts = signIn && signIn.attempt > 1 ? ` (attempt ${signIn.attempt})` : '';
  const next = momentOrNull('in', signIn?.nextAttemptAt ?? null, at);
  return fact('Sign-in', unbroken(`${word}${attempts}${next ? ',' : ''}`), next);
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function later(a: number | null, b: number | null): number | null {
  return a === null || (b !== null && b > a) ? b : a;
}

function lastClose(shards: readonly JudgedShard[]): string {
  const closed = shards
    .filter(({ lastCloseCode }) => lastCloseCode !== null)
    .sort((a, b) => b.connectionSince - a.connectionSince)[0];
  return closed ? `${closeWords(closed.lastCloseCode ?? 0)}, shard ${closed.id}` : 'none';
}
