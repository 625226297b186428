import { attribute, culpritOf } from './attribution.js';
import { answeredRatio } from './availability.js';
import { type Evidence, evidenceOf, together } from './evidence.js';
import { blindMs } from './gap.js';
import type { Incident, TimelineEntry } from './incident.js';
import { titleOf } from './incident-title.js';
import type { Limits } from './limits.js';
import { answers } from './shard.js';
import type { Status } from './status.js';
import { type Verdict, worstVerdict } from './verdict.js';

/** Trouble that is, or may become, an incident. */
export type Trouble = Omit<Incident, 'id' | 'openedAt'>;

/** One look at the bot. */
export interface Look {
  readonly status: Status;
  readonly limits: Limits;
  /** Milliseconds since the look before. */
  readonly sinceMs: number;
  /** Milliseconds for which the process did not run before this look; 0 when it did. */
  readonly stoodStillMs: number;
  /** Events sent again, and errors nobody caught, since the look before. */
  readonly replayedCount: number;
  readonly uncaughtErrorCount: number;
  /** Commands in a millisecond, as usual; `null` when that is not known. */
  readonly commandsPerMs: number | null;
}

/** Milliseconds before the beginning that belong to the story. */
const BEFORE_MS = 60_000;
/** Lines of the timeline that are kept: the first ones tell how it began. */
const FIRST_LINES = 50;
const LAST_LINES = 150;

/** Trouble that begins with this look. */
export function begun(look: Look): Trouble {
  const { status, stoodStillMs } = look;
  const beganAt = status.at - stoodStillMs;
  const nothing: Trouble = {
    kind: 'departure',
    beganAt,
    endedAt: null,
    verdict: 'operational',
    title: '',
    sentence: '',
    culprit: null,
    weighed: [],
    evidence: { ...evidenceOf(factsOf(look), beganAt), since: beganAt },
    shardIds: [],
    shardCount: status.shards.length,
    unservedGuildCount: 0,
    guildCount: status.figures.guildCount,
    troubledMs: 0,
    blindMs: 0,
    replayedCount: 0,
    lostCommandCount: look.commandsPerMs === null ? null : 0,
    departureCount: 1,
    timeline: [],
    lastWords: [],
    version: status.snapshot.instances[0]?.version ?? null,
  };
  return troubled(nothing, look, stoodStillMs);
}

/** The same trouble, a look later. @param ms milliseconds of trouble since the look before */
export function troubled(trouble: Trouble, look: Look, ms: number): Trouble {
  const { status, stoodStillMs, commandsPerMs } = look;
  const unanswered = stoodStillMs > 0 ? 1 : 1 - answeredRatio(status);
  const seen = observed(trouble, look);
  const silent = status.shards.filter(({ phase }) => !answers(phase)).map(({ id }) => id);
  const evidence = evidenceWith(trouble.evidence, look);
  const weighed = attribute(evidence);
  return {
    ...seen,
    ...worstMoment(trouble, look),
    evidence,
    weighed,
    culprit: culpritOf(weighed),
    shardIds: [...new Set([...trouble.shardIds, ...silent])].sort((a, b) => a - b),
    unservedGuildCount: Math.max(seen.unservedGuildCount, unservedGuilds(look)),
    troubledMs: trouble.troubledMs + ms,
    lostCommandCount:
      commandsPerMs === null ? seen.lostCommandCount : (seen.lostCommandCount ?? 0) + unanswered * commandsPerMs * ms,
  };
}

/** What goes on being written down while all is well again: how it recovered. */
export function observed(trouble: Trouble, { status, replayedCount, commandsPerMs }: Look): Trouble {
  const { gaps, happenings } = status.snapshot;
  const blind = gaps.filter(({ to }) => to >= trouble.beganAt).map(blindMs);
  const guildCount = status.figures.guildCount ?? trouble.guildCount;
  const story = happenings.filter(({ at }) => at >= trouble.beganAt - BEFORE_MS);
  return {
    ...trouble,
    shardCount: Math.max(trouble.shardCount, status.shards.length),
    guildCount,
    ...(trouble.kind === 'crash' ? whileNothingRan(trouble, { guildCount, commandsPerMs }) : {}),
    blindMs: Math.max(trouble.blindMs, ...blind),
    replayedCount: trouble.replayedCount + replayedCount,
    timeline: withLines(
      trouble.timeline,
      story.map(({ at, level, shardId, text }) => ({ at, level, shardId, text })),
    ),
  };
}

/** Nobody was there to count: it was all servers, and the commands are made up for once their usual rate is known. */
function whileNothingRan(
  { lostCommandCount, troubledMs, unservedGuildCount }: Trouble,
  { guildCount, commandsPerMs }: Pick<Trouble, 'guildCount'> & Pick<Look, 'commandsPerMs'>,
): Pick<Trouble, 'lostCommandCount' | 'unservedGuildCount'> {
  return {
    unservedGuildCount: guildCount ?? unservedGuildCount,
    lostCommandCount: lostCommandCount ?? (commandsPerMs === null ? null : commandsPerMs * troubledMs),
  };
}

/** The timeline with more lines, each once, in order. */
export function withLines(
  timeline: readonly TimelineEntry[],
  lines: readonly TimelineEntry[],
): readonly TimelineEntry[] {
  const isKnown = (line: TimelineEntry) =>
    timeline.some(({ at, shardId, text }) => at === line.at && shardId === line.shardId && text === line.text);
  const news = lines.filter((line) => !isKnown(line));
  if (news.length === 0) return timeline;
  const all = [...timeline, ...news].sort((a, b) => a.at - b.at);
  return all.length <= FIRST_LINES + LAST_LINES ? all : [...all.slice(0, FIRST_LINES), ...all.slice(-LAST_LINES)];
}

const lineLevel: Readonly<Record<Verdict, TimelineEntry['level']>> = {
  operational: 'info',
  starting: 'info',
  degraded: 'warn',
  unknown: 'error',
  down: 'error',
};

/** What every face said at this look, as a line. */
export function sentenceLine({ at, verdict, sentence }: Status): TimelineEntry {
  return { at, level: lineLevel[verdict], shardId: null, text: sentence };
}

/** A start, or a process that has stood still, says nothing worse than what was seen before. */
function worstMoment(trouble: Trouble, { status, stoodStillMs }: Look): Partial<Trouble> {
  if (stoodStillMs > 0 && trouble.title === '') return standstill(trouble, status);
  const { verdict, sentence } = status;
  const isNamed = trouble.title !== '';
  if (isNamed && (verdict === 'operational' || verdict === 'starting')) return {};
  const silentCount = status.shards.filter(({ phase }) => !answers(phase)).length;
  const isWorse = verdict !== trouble.verdict && worstVerdict([verdict, trouble.verdict]) === verdict;
  const isWider = verdict === trouble.verdict && silentCount > trouble.evidence.silentShardCount;
  return !isNamed || isWorse || isWider ? { verdict, sentence, title: titleOf(status) } : {};
}

function standstill({ beganAt }: Trouble, { at }: Status): Partial<Trouble> {
  const seconds = Math.round((at - beganAt) / 1_000);
  const title = `The process stood still for ${seconds} s`;
  return { verdict: 'down', title, sentence: `Down - this process stood still for ${seconds} s` };
}

function evidenceWith(before: Evidence, look: Look): Evidence {
  const now = evidenceOf(factsOf(look), before.since);
  return together(before, {
    ...now,
    stoodStillMs: look.stoodStillMs,
    uncaughtErrorCount: before.uncaughtErrorCount + look.uncaughtErrorCount,
  });
}

function factsOf({ status: { snapshot, shards, figures, at }, limits }: Look) {
  return { snapshot, shards, figures, limits, now: at };
}

function unservedGuilds({ status: { figures }, stoodStillMs }: Look): number {
  return stoodStillMs > 0 ? (figures.guildCount ?? 0) : figures.unservedGuildCount;
}
