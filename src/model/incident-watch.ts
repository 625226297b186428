import type { Incident, IncidentTransition } from './incident.js';
import { type Look, type Trouble, begun, observed, sentenceLine, troubled, withLines } from './incident-course.js';
import { type Limits, span } from './limits.js';
import { isFatal } from './problem.js';
import type { Status } from './status.js';
import type { Verdict } from './verdict.js';

/** What is remembered from one look to the next. */
export interface Watch {
  /** Epoch milliseconds of the last look; `null` before the first. */
  readonly lookedAt: number | null;
  readonly verdict: Verdict | null;
  /** What is wrong, or was a moment ago. */
  readonly trouble: Trouble | null;
  /** Its number and when it became an incident; `null` while it has not lasted long enough. */
  readonly opened: { readonly id: number; readonly at: number } | null;
  /** Epoch milliseconds since when all is well again; `null` while it is not. */
  readonly calmSince: number | null;
  /** Totals of the last look. */
  readonly replayedCount: number;
  readonly uncaughtErrorCount: number;
}

export interface Surroundings {
  readonly limits: Limits;
  /** The number that an incident would get. */
  readonly nextId: number;
  /** Commands in a millisecond, as usual; `null` when that is not known. */
  readonly commandsPerMs: number | null;
}

export interface Step {
  readonly watch: Watch;
  /** What is to be stored and told. */
  readonly transition: IncidentTransition | null;
}

/** Milliseconds of trouble that make an incident. */
const INCIDENT_AFTER_MS = 15_000;
/** Milliseconds, when Discord has refused the bot for good: nothing comes back by itself, so there is nothing to wait for. */
const REFUSED_AFTER_MS = 2_000;
/** Milliseconds of calm that end it; as many again each time it came back meanwhile. */
const CALM_MS = 30_000;
const LONGEST_CALM_MS = 600_000;
/** Real milliseconds: looks come once a second, and one this late shows that nobody was answered meanwhile. */
const STANDSTILL_MS = 4_000;

export const nothingWatched: Watch = {
  lookedAt: null,
  verdict: null,
  trouble: null,
  opened: null,
  calmSince: null,
  replayedCount: 0,
  uncaughtErrorCount: 0,
};

/** The watch of a process that found an open incident of the one before it. */
export function resumedWatch({ id, openedAt, ...trouble }: Incident): Watch {
  return { ...nothingWatched, trouble, opened: { id, at: openedAt } };
}

/** The incident that is open. */
export function openIncident({ trouble, opened }: Watch): Incident | null {
  return trouble && opened ? { ...trouble, id: opened.id, openedAt: opened.at } : null;
}

/** One look further. Pure: time comes with the status. */
export function step(watch: Watch, status: Status, around: Surroundings): Step {
  const look = lookOf(watch, status, around);
  const after = judged(watched(watch, look), status, around);
  return { ...after, watch: { ...after.watch, ...remembered(status) } };
}

function lookOf(watch: Watch, status: Status, { limits, commandsPerMs }: Surroundings): Look {
  const totals = remembered(status);
  const sinceMs = Math.max(0, status.at - (watch.lookedAt ?? status.at));
  return {
    status,
    limits,
    sinceMs,
    stoodStillMs: sinceMs > STANDSTILL_MS ? sinceMs : 0,
    replayedCount: Math.max(0, totals.replayedCount - watch.replayedCount),
    uncaughtErrorCount: Math.max(0, totals.uncaughtErrorCount - watch.uncaughtErrorCount),
    commandsPerMs,
  };
}

function remembered({ at, verdict, shards, snapshot: { instances } }: Status) {
  const replayedCount = shards.reduce((sum, shard) => sum + shard.replayedCount, 0);
  const uncaughtErrorCount = instances.reduce((sum, instance) => sum + instance.uncaughtErrorCount, 0);
  return { lookedAt: at, verdict, replayedCount, uncaughtErrorCount };
}

function watched(watch: Watch, look: Look): Watch {
  const { status, stoodStillMs, sinceMs } = look;
  const { trouble, calmSince } = watch;
  const isWrong = stoodStillMs > 0 || isTrouble(status.verdict, trouble !== null && calmSince === null);
  if (!trouble) return isWrong ? { ...watch, trouble: told(begun(look), watch, status), calmSince: null } : watch;
  if (!isWrong) {
    const after = calmSince === null ? { ...trouble, troubledMs: trouble.troubledMs + sinceMs } : trouble;
    return { ...watch, trouble: told(observed(after, look), watch, status), calmSince: calmSince ?? status.at };
  }
  const returned = calmSince === null ? trouble : { ...trouble, departureCount: trouble.departureCount + 1 };
  const ms = calmSince === null ? sinceMs : stoodStillMs;
  return { ...watch, trouble: told(troubled(returned, look, ms), watch, status), calmSince: null };
}

/** A start is no trouble, unless it goes on with one. */
function isTrouble(verdict: Verdict, isGoingOn: boolean): boolean {
  return verdict === 'starting' ? isGoingOn : verdict !== 'operational';
}

/** With a line for each new verdict. */
function told(trouble: Trouble, { verdict }: Watch, status: Status): Trouble {
  if (verdict === status.verdict) return trouble;
  return { ...trouble, timeline: withLines(trouble.timeline, [sentenceLine(status)]) };
}

function judged(watch: Watch, { at }: Status, { limits, nextId }: Surroundings): Step {
  const { trouble, opened, calmSince } = watch;
  if (!trouble) return { watch, transition: null };
  const isOver = calmSince !== null && at - calmSince >= span(calmOf(trouble), limits);
  if (opened) return isOver ? closed(watch, calmSince) : { watch, transition: null };
  if (trouble.troubledMs < span(thresholdOf(trouble), limits))
    return { watch: isOver ? forgotten(watch) : watch, transition: null };
  const begunWatch = { ...watch, opened: { id: nextId, at } };
  return { watch: begunWatch, transition: { change: 'opened', incident: { ...trouble, id: nextId, openedAt: at } } };
}

function thresholdOf({ evidence: { problems } }: Trouble): number {
  return problems.some(isFatal) ? REFUSED_AFTER_MS : INCIDENT_AFTER_MS;
}

function calmOf({ departureCount }: Trouble): number {
  return Math.min(CALM_MS * departureCount, LONGEST_CALM_MS);
}

function closed(watch: Watch, endedAt: number): Step {
  const incident = openIncident(watch);
  const transition: IncidentTransition | null = incident && { change: 'closed', incident: { ...incident, endedAt } };
  return { watch: forgotten(watch), transition };
}

function forgotten(watch: Watch): Watch {
  return { ...watch, trouble: null, opened: null, calmSince: null };
}
