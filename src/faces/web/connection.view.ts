import type { Indicator } from '../../model/indicator.js';
import type { StoreState } from '../../model/instance.js';
import type { Status } from '../../model/status.js';
import { counted } from '../../model/words.js';
import { NONE, number, unbroken } from '../format.js';
import { type Fact, fact } from './fact.js';
import { momentOrNull } from './moment.js';

/** How the bot hangs on to Discord, and what it remembers of earlier starts. */
export function connectionView(status: Status, indicators: readonly Indicator[]): readonly Fact[] {
  const { at, shards, snapshot } = status;
  const commands = indicators.find(({ key }) => key === 'commands');
  const lastEventAt = shards.reduce<number | null>((last, shard) => later(last, shard.lastEventAt), null);
  return [
    signInFact(status, indicators),
    fact('Slash commands', commands?.now ?? NONE, momentOrNull('ago', commands?.checkedAt ?? null, at)),
    fact('Last event', lastEventAt === null ? NONE : '', momentOrNull('ago', lastEventAt, at)),
    fact('New sessions', number(total(shards.map(({ identifyCount }) => identifyCount)))),
    fact('Resumed sessions', number(total(shards.map(({ resumeCount }) => resumeCount)))),
    ...startFacts(at, snapshot.instances[0]?.store),
  ];
}

function signInFact({ at, snapshot: { signIn } }: Status, indicators: readonly Indicator[]): Fact {
  const word = indicators.find(({ key }) => key === 'sign_in')?.now ?? NONE;
  const attempts = signIn && signIn.attempt > 1 ? ` (attempt ${signIn.attempt})` : '';
  return fact('Sign-in', unbroken(word + attempts), momentOrNull('in', signIn?.nextAttemptAt ?? null, at));
}

/** What the store remembers of earlier starts; nothing when it cannot know. */
export function startFacts(now: number, store: StoreState | undefined): readonly Fact[] {
  if (!store || store.startCount === null) return [];
  const times = counted(store.startCount, 'time');
  const isFirst = store.startCount === 1 || store.firstStartedAt === null;
  const started = isFirst
    ? fact('Started', times)
    : fact('Started', `${times}, first`, momentOrNull('ago', store.firstStartedAt, now));
  if (store.isPreviousStopClean === null) return [started];
  return [started, fact('Last stop', store.isPreviousStopClean ? 'clean' : 'without a goodbye')];
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function later(a: number | null, b: number | null): number | null {
  return a === null || (b !== null && b > a) ? b : a;
}
