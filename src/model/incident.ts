import type { Weighed } from './attribution.js';
import type { Culprit } from './culprit.js';
import type { Evidence } from './evidence.js';
import type { Verdict } from './verdict.js';

/** `departure`: the bot was not operational for longer than the threshold. `crash`: a process ended without a goodbye. */
export type IncidentKind = 'departure' | 'crash';

/** One line of what happened in and just before an incident. */
export interface TimelineEntry {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly level: 'info' | 'warn' | 'error';
  /** `null` when it concerns the whole bot. */
  readonly shardId: number | null;
  /** Ours, in plain words; never text by strangers. */
  readonly text: string;
}

/** A time in which the bot did not work as it should. Times are epoch milliseconds. */
export interface Incident {
  /** Counts up in one store, from 1. */
  readonly id: number;
  readonly kind: IncidentKind;
  /** When the bot stopped to be operational. */
  readonly beganAt: number;
  /** When that had lasted for so long that it became an incident. */
  readonly openedAt: number;
  /** Since when all was well again; `null` while it is open. */
  readonly endedAt: number | null;
  /** The worst verdict of all. */
  readonly verdict: Verdict;
  /** What happened, short: `Shard 7 lost its connection`. No full stop. */
  readonly title: string;
  /** The sentence of the worst moment, as every face showed it. */
  readonly sentence: string;
  /** Whose fault it is; `null` when that is not known. */
  readonly culprit: Culprit | null;
  /** Every culprit that was weighed, the most likely first. */
  readonly weighed: readonly Weighed[];
  /** What that rests on. */
  readonly evidence: Evidence;
  /** Shards that did not answer at some time, ascending. */
  readonly shardIds: readonly number[];
  readonly shardCount: number;
  /** Guilds that were not served, the most at once, and the guilds of the bot; `null` when they are not known. */
  readonly unservedGuildCount: number;
  readonly guildCount: number | null;
  /** Milliseconds in which it was not operational: less than its length where it came and went. */
  readonly troubledMs: number;
  /** Milliseconds for which one shard had no session, the most of any: what happened then is lost. */
  readonly blindMs: number;
  /** Events that Discord sent again after a resume. */
  readonly replayedCount: number;
  /** Commands that nobody answered, from the usual rate; `null` when no rate is known. */
  readonly lostCommandCount: number | null;
  /** Times it left operational: 2 and more for one that came and went. */
  readonly departureCount: number;
  /** Oldest first, bounded. */
  readonly timeline: readonly TimelineEntry[];
  /** The last lines of the log before the process ended without a goodbye, oldest first. */
  readonly lastWords: readonly string[];
  /** Version of Shardwatch that ran. */
  readonly version: string | null;
}

/** An incident as a list shows it. */
export type IncidentSummary = Omit<Incident, 'evidence' | 'timeline' | 'lastWords'>;

/** What can happen to an incident that somebody wants to be told of. */
export type IncidentChange = 'opened' | 'closed';

/** A change that has been stored. */
export interface IncidentTransition {
  readonly change: IncidentChange;
  readonly incident: Incident;
}

/** Milliseconds from its beginning to its end, or to `now`. */
export function lengthMs({ beganAt, endedAt }: Pick<Incident, 'beganAt' | 'endedAt'>, now: number): number {
  return Math.max(0, (endedAt ?? now) - beganAt);
}
