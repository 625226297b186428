import { attribute, culpritOf } from './attribution.js';
import type { Evidence } from './evidence.js';
import type { Incident, TimelineEntry } from './incident.js';
import { type Trouble, withLines } from './incident-course.js';
import { duration } from './words.js';

/** A process that ended without a goodbye, as the next one finds it. Times are epoch milliseconds. */
export interface Crash {
  readonly aliveAt: number;
  /** When the next process began. */
  readonly startedAt: number;
  readonly version: string;
  /** Version of the next process. */
  readonly nextVersion: string;
  /** Last lines of its log, oldest first. */
  readonly lastWords: readonly string[];
}

const nothingKnown: Evidence = {
  since: 0,
  shardCount: 0,
  silentShardCount: 0,
  muteShardCount: 0,
  problems: [],
  breaches: [],
  isApiSilent: null,
  commandsOwnMs: null,
  lagMs: null,
  lagLimitMs: 0,
  stoodStillMs: 0,
  uncaughtErrorCount: 0,
  hasCrashed: true,
  wasAccepted: false,
  statusPage: null,
  reach: null,
  versionChange: null,
};

const sentence = 'Down - the process ended without a goodbye: it crashed, or it was killed';

/** The incident that a crash is; it goes on until the bot works again. */
export function crashed(crash: Crash): Trouble {
  const beganAt = Math.min(crash.aliveAt, crash.startedAt);
  const evidence = { ...nothingKnown, since: beganAt };
  const weighed = attribute(evidence);
  return {
    kind: 'crash',
    beganAt,
    endedAt: null,
    verdict: 'down',
    title: 'The process ended without a goodbye',
    sentence,
    culprit: culpritOf(weighed),
    weighed,
    evidence,
    shardIds: [],
    shardCount: 0,
    unservedGuildCount: 0,
    guildCount: null,
    troubledMs: crash.startedAt - beganAt,
    blindMs: 0,
    replayedCount: 0,
    lostCommandCount: null,
    departureCount: 1,
    timeline: crashLines(crash),
    lastWords: crash.lastWords,
    version: crash.version,
  };
}

/** An open incident during which the process crashed. */
export function crashedIn(incident: Incident, crash: Crash): Incident {
  const evidence = { ...incident.evidence, hasCrashed: true };
  const weighed = attribute(evidence);
  return {
    ...incident,
    evidence,
    weighed,
    culprit: culpritOf(weighed),
    lastWords: crash.lastWords,
    timeline: withLines(incident.timeline, crashLines(crash)),
  };
}

function crashLines({ aliveAt, startedAt, version, nextVersion }: Crash): readonly TimelineEntry[] {
  const awayMs = startedAt - aliveAt;
  const after = awayMs > 0 ? `, at most ${duration(awayMs)} later` : '';
  const newer = version === nextVersion ? '' : ` with another version: ${nextVersion}, before ${version}`;
  return [
    { at: Math.min(aliveAt, startedAt), level: 'error', shardId: null, text: 'The last sign of life of the process' },
    { at: startedAt, level: 'info', shardId: null, text: `The next process started${after}${newer}` },
  ];
}
