import type { Evidence } from '../src/model/evidence.js';
import type { Incident, IncidentTransition } from '../src/model/incident.js';

const evidence: Evidence = {
  since: 0,
  shardCount: 4,
  silentShardCount: 1,
  muteShardCount: 0,
  problems: [],
  breaches: [],
  isApiSilent: null,
  commandsOwnMs: null,
  lagMs: 3,
  lagLimitMs: 500,
  stoodStillMs: 0,
  uncaughtErrorCount: 0,
  hasCrashed: false,
  wasAccepted: true,
  statusPage: null,
  reach: null,
  versionChange: 'none',
};

const anIncident: Incident = {
  id: 1,
  kind: 'departure',
  beganAt: 0,
  openedAt: 15_000,
  endedAt: null,
  verdict: 'degraded',
  title: 'Shard 3 lost its connection',
  sentence: 'Degraded - shard 3 of 4 does not answer',
  culprit: 'discord',
  weighed: [{ culprit: 'discord', confidence: 'likely', supporting: ['one shard of 4 is away'], opposing: [] }],
  evidence,
  shardIds: [3],
  shardCount: 4,
  unservedGuildCount: 30,
  guildCount: 120,
  troubledMs: 15_000,
  blindMs: 0,
  replayedCount: 0,
  lostCommandCount: null,
  departureCount: 1,
  timeline: [],
  lastWords: [],
  version: '1.0.0',
};

/** One shard of four lost its connection, and it goes on. @param parts what is different */
export function incident(parts: Partial<Incident> = {}): Incident {
  return { ...anIncident, ...parts };
}

/** It began at `openedAt` (epoch milliseconds). */
export function opened(openedAt: number, parts: Partial<Incident> = {}): IncidentTransition {
  return { change: 'opened', incident: incident({ openedAt, beganAt: openedAt - 15_000, ...parts }) };
}

/** The same a minute after it began, when it was over. */
export function closed({ incident: before }: IncidentTransition): IncidentTransition {
  return { change: 'closed', incident: { ...before, endedAt: before.openedAt + 60_000 } };
}
