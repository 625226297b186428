import type { Culprit } from './culprit.js';
import type { Evidence } from './evidence.js';
import { type ProblemKind, explain, isFatal } from './problem.js';
import { weigh } from './problem-weights.js';
import { duration } from './words.js';

/** One thing that speaks for or against a culprit. */
export interface Clue {
  readonly culprit: Culprit;
  /** Above 0 speaks for it, below against it: 1 fits, 2 makes it likely, 3 settles it. */
  readonly weight: number;
  /** A clause without a full stop. */
  readonly words: string;
}

/** One clue of each kind of problem for each culprit. */
export function problemClues({ problems }: Evidence): readonly Clue[] {
  const first = problems.filter(({ kind }, at) => problems.findIndex((other) => other.kind === kind) === at);
  return first.flatMap((problem) =>
    (Object.entries(weigh(problem)) as [Culprit, number][]).map(([culprit, weight]) => ({
      culprit,
      weight,
      words: explain(problem).words,
    })),
  );
}

/** What the other shards say. */
export function shardClues(evidence: Evidence): readonly Clue[] {
  const { shardCount, silentShardCount, muteShardCount, stoodStillMs, lagLimitMs } = evidence;
  const answering = shardCount - silentShardCount;
  if (stoodStillMs > lagLimitMs) return []; // then no shard answered, and each comes back in its own time
  if (silentShardCount > 0 && answering > 0) {
    const words = `${answering} of ${shardCount} shards in the same process answered all the time`;
    return [
      { culprit: 'process', weight: -1, words },
      { culprit: 'network', weight: -1, words },
      ...(muteShardCount > 0 ? [{ culprit: 'discord', weight: 1, words: mute(muteShardCount) } as const] : []),
    ];
  }
  if (shardCount < 2 || muteShardCount === 0) return [];
  return [{ culprit: 'network', weight: 2, words: `all ${shardCount} connections fell silent together` }];
}

function mute(count: number): string {
  const what = count === 1 ? 'one connection' : `${count} connections`;
  return `${what} stood but carried nothing, and the others are fine`;
}

/** What our own process says of itself. */
export function processClues(evidence: Evidence): readonly Clue[] {
  const { hasCrashed, uncaughtErrorCount: errors } = evidence;
  const crash: Clue = { culprit: 'process', weight: 3, words: 'it ended without a goodbye' };
  const uncaught: Clue = {
    culprit: 'process',
    weight: 1,
    words: errors === 1 ? 'it had an error that nobody caught' : `it had ${errors} errors that nobody caught`,
  };
  return [...(hasCrashed ? [crash] : []), ...(errors > 0 ? [uncaught] : []), ...lagClues(evidence)];
}

/** Milliseconds of a standstill after which Discord hears no heartbeat in time. */
const LONG_STANDSTILL_MS = 10_000;

function lagClues(evidence: Evidence): readonly Clue[] {
  const { lagMs, lagLimitMs, stoodStillMs, silentShardCount } = evidence;
  const waitedMs = Math.max(lagMs ?? 0, stoodStillMs);
  if (waitedMs > lagLimitMs) return standstillClues(waitedMs, silentShardCount > 0);
  if (lagMs === null || isOtherwiseOurs(evidence)) return [];
  return [{ culprit: 'process', weight: -1, words: `its event loop was never late by more than ${whole(lagMs)} ms` }];
}

/** What we ask of Discord may be wrong however fast our event loop turns. */
function isOtherwiseOurs(evidence: Evidence): boolean {
  return [...problemClues(evidence), ...breachClues(evidence)].some(
    ({ culprit, weight }) => culprit === 'process' && weight > 0,
  );
}

function standstillClues(waitedMs: number, wasSilent: boolean): readonly Clue[] {
  const stood = waitedMs >= LONG_STANDSTILL_MS ? `for ${duration(waitedMs)}` : `for ${whole(waitedMs)} ms`;
  const own: Clue = {
    culprit: 'process',
    weight: waitedMs >= LONG_STANDSTILL_MS ? 3 : 2,
    words: `its event loop was blocked ${stood}`,
  };
  if (!wasSilent) return [own];
  const words = `our own process stood still ${stood}, so silence from outside proves nothing`;
  return [own, { culprit: 'network', weight: -1, words }, { culprit: 'discord', weight: -1, words }];
}

/** What the limits that were broken say. */
export function breachClues(evidence: Evidence): readonly Clue[] {
  const { breaches, lagMs, lagLimitMs } = evidence;
  const has = (kind: (typeof breaches)[number]) => breaches.includes(kind);
  const clues: Clue[] = [];
  if (has('rest_failures')) clues.push(...failureClues(evidence));
  else if (has('interaction_latency') || has('interaction_success')) clues.push(...lateCommandClues(evidence));
  if (has('gateway_latency') && (lagMs ?? 0) <= lagLimitMs) {
    clues.push({ culprit: 'discord', weight: 1, words: 'its gateway took long to acknowledge heartbeats' });
    clues.push({ culprit: 'network', weight: 1, words: 'heartbeats took long to be acknowledged' });
  }
  if (has('invalid_requests'))
    clues.push({ culprit: 'process', weight: 2, words: 'it sent many requests that Discord refuses' });
  if (has('session_starts')) clues.push({ culprit: 'process', weight: 2, words: 'it used up its session starts' });
  return clues;
}

/** What answers with an error is there; what does not answer may be cut off. */
function failureClues({ isApiSilent }: Evidence): readonly Clue[] {
  if (!isApiSilent) return [{ culprit: 'discord', weight: 2, words: "Discord's API failed many requests" }];
  const words = "many requests to Discord's API got no answer";
  return [
    { culprit: 'discord', weight: 1, words },
    { culprit: 'network', weight: 1, words },
  ];
}

/** Milliseconds, a third of what Discord gives: who answers sooner is not why a command is late. */
const SOON_MS = 1_000;

/** Where the time went decides: with us, or on the way and at Discord. */
function lateCommandClues({ commandsOwnMs }: Evidence): readonly Clue[] {
  if (commandsOwnMs === null || commandsOwnMs > SOON_MS)
    return [{ culprit: 'process', weight: 2, words: 'commands were late or unanswered while Discord answered' }];
  const words = `commands were late or lost although our answers left within ${whole(commandsOwnMs)} ms`;
  return [
    { culprit: 'discord', weight: 1, words },
    { culprit: 'network', weight: 1, words },
    { culprit: 'process', weight: -1, words },
  ];
}

/** What was asked of the outside, because only another way there tells a broken line from a broken Discord. */
export function outsideClues(evidence: Evidence): readonly Clue[] {
  return [...reachClues(evidence), ...pageClues(evidence)];
}

/** Somebody was there, and turned the connection away. */
const TURNED_AWAY: readonly ProblemKind[] = ['unreachable', 'connection_closed'];

function reachClues({ reach, silentShardCount, problems }: Evidence): readonly Clue[] {
  if (!reach || silentShardCount === 0) return [];
  const { api, detail } = reach;
  if (api === 'answers') {
    const words = "Discord's API answers this machine while its gateway does not";
    return [
      { culprit: 'discord', weight: problems.some(({ kind }) => TURNED_AWAY.includes(kind)) ? 2 : 1, words },
      { culprit: 'network', weight: -1, words },
    ];
  }
  if (api === 'error')
    return [{ culprit: 'discord', weight: 2, words: `Discord's API answers with an error: ${detail ?? ''}` }];
  return [{ culprit: 'network', weight: 1, words: `Discord's API cannot be reached either (${detail ?? ''})` }];
}

/** The page is written by people, often long after it began: it never outweighs what Discord itself answers. */
const A_QUIET_PAGE = -0.5;

function pageClues({ statusPage }: Evidence): readonly Clue[] {
  if (!statusPage) return [];
  const { indicator, titles, trouble } = statusPage;
  if (indicator === null) {
    const words = `Discord's status page cannot be read (${trouble ?? ''})`;
    return trouble?.startsWith('HTTP') ? [] : [{ culprit: 'network', weight: 1, words }];
  }
  const way: Clue = { culprit: 'network', weight: -1, words: "Discord's status page can be reached from here" };
  if (indicator === 'none')
    return [way, { culprit: 'discord', weight: A_QUIET_PAGE, words: 'its status page tells of no trouble' }];
  const title = titles[0] ? `: ${titles[0]}` : '';
  return [way, { culprit: 'discord', weight: 2, words: `its status page tells of ${indicator} trouble${title}` }];
}

/** What speaks for and against token and settings. */
export function configurationClues({ wasAccepted, problems }: Evidence): readonly Clue[] {
  if (!wasAccepted || problems.some(isFatal)) return [];
  return [{ culprit: 'configuration', weight: -2, words: 'Discord had accepted the token and the intents' }];
}

/** Milliseconds after a new version began within which it is suspected. */
const YOUNG_MS = 600_000;

/** What the version says. */
export function deploymentClues({ versionChange, since }: Evidence): readonly Clue[] {
  if (versionChange === null) return [];
  if (versionChange === 'none') {
    return [{ culprit: 'deployment', weight: -2, words: 'the version is the same as before' }];
  }
  const { from, to, at } = versionChange;
  if (at > since) return [{ culprit: 'deployment', weight: -1, words: `version ${to} began only afterwards` }];
  if (since - at > YOUNG_MS) {
    const words = `version ${to} had run for ${duration(since - at)} before it began`;
    return [{ culprit: 'deployment', weight: -1, words }];
  }
  return [{ culprit: 'deployment', weight: 1, words: `version ${to} was new, ${from} ran before` }];
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-GB');
}
