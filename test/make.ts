import type { Application } from '../src/model/application.js';
import { type Availability, availabilityOf, looked, notLooked } from '../src/model/availability.js';
import type { CommandSync } from '../src/model/command-sync.js';
import { type CommandUse, type UseFigures, noUse } from '../src/model/command-use.js';
import type {
  ApplicationChanged,
  BotEvent,
  CommandsCompared,
  CommandsMeasured,
  GapClosed,
  HappeningNoted,
  InstanceSampled,
  InteractionsMeasured,
  RestMeasured,
  SecondInstanceSeen,
  SessionStartsCounted,
  ShardChanged,
  SignInChanged,
} from '../src/model/event.js';
import type { Gap } from '../src/model/gap.js';
import type { Happening } from '../src/model/happening.js';
import type { Instance } from '../src/model/instance.js';
import type { HistoryCounts, HistoryPoint } from '../src/model/history.js';
import { noTotals } from '../src/model/history-totals.js';
import { histogramOf } from '../src/model/histogram.js';
import type { Incident } from '../src/model/incident.js';
import type { InteractionUse } from '../src/model/interaction-use.js';
import type { Limits } from '../src/model/limits.js';
import { type LogEntry, firstIdAt, logNote } from '../src/model/log-entry.js';
import type { SettledInteraction } from '../src/model/settled-interaction.js';
import type { Problem } from '../src/model/problem.js';
import type { RestUse } from '../src/model/rest-use.js';
import type { Sign } from '../src/model/second-instance.js';
import type { SessionStarts } from '../src/model/session-starts.js';
import type { Shard } from '../src/model/shard.js';
import type { SignIn } from '../src/model/sign-in.js';
import { type Snapshot, apply, nothingSeen } from '../src/model/snapshot.js';
import { type Status, judge } from '../src/model/status.js';

/** Builders: each makes a thing that is well, so that a test states only what it is about. */

export const limits: Limits = {
  acknowledgeWithinMs: 10_000,
  canaryWithinMs: 10_000,
  latencyMs: 1_000,
  interactionMs: 2_000,
  interactionSuccessPercent: 98,
  eventLoopLagMs: 500,
  invalidRequestsPercent: 50,
  restFailuresPercent: 20,
  clockOffsetMs: 500,
  timeFactor: 1,
};

const reported = { instance: 'test', at: 0 };

/** A connected shard 0 of 1 at 42 ms with 3 guilds, heard of at time 0. */
export function shardChanged({ at = 0, ...shard }: Partial<Shard> & { at?: number } = {}): ShardChanged {
  return { ...reported, at, type: 'shard.changed', shard: { ...aShard, ...shard } };
}

/** A process that started at time 0 and has nothing to complain about. */
export function instanceSampled({ at = 0, ...sample }: Partial<Instance> & { at?: number } = {}): InstanceSampled {
  const { startedAt = anInstance.startedAt } = sample;
  return { ...reported, at, type: 'instance.sampled', sample: { ...anInstance, loadedAt: startedAt, ...sample } };
}

export function signInChanged({ at = 0, ...signIn }: Partial<SignIn> & { at?: number } = {}): SignInChanged {
  const signedIn: SignIn = { stage: 'signed_in', attempt: 0, nextAttemptAt: null, problem: null };
  return { ...reported, at, type: 'sign_in.changed', signIn: { ...signedIn, ...signIn } };
}

export function applicationChanged({
  at = 0,
  ...application
}: Partial<Application> & { at?: number } = {}): ApplicationChanged {
  return { ...reported, at, type: 'application.changed', application: { ...anApplication, ...application } };
}

export function commandsCompared({
  at = 0,
  ...commandSync
}: Partial<CommandSync> & { at?: number } = {}): CommandsCompared {
  const drift = { comparedAt: at, differences: [], limits: [], problem: null };
  const inStep: CommandSync = { outcome: 'in_step', mode: 'on-start', commandCount: 5, ...drift };
  return { ...reported, at, type: 'commands.compared', commandSync: { ...inStep, ...commandSync } };
}

export function happeningNoted({ at = 0, ...happening }: Partial<Happening> = {}): HappeningNoted {
  const resumed: Happening = { at, level: 'info', shardId: 0, text: 'Session resumed', guildName: null };
  return {
    ...reported,
    at,
    type: 'happening.noted',
    happening: { ...resumed, ...happening },
    guildId: null,
    detail: {},
  };
}

/** Shard 0 was away for the second before time 1,000, and no event was missed. */
export function gapClosed(gap: Partial<Gap> = {}): GapClosed {
  const resumed: Gap = { shardId: 0, from: 0, to: 1_000, how: 'resumed', replayedCount: 0, guildCount: 3, ...gap };
  return { ...reported, at: resumed.to, type: 'gap.closed', gap: resumed };
}

/** Signs that somebody else uses the bot's token, each one session start at time 0 unless told otherwise. */
export function secondInstanceSeen(...signs: readonly Partial<Sign>[]): SecondInstanceSeen {
  const made = signs.map((sign): Sign => ({ kind: 'session_starts', count: 1, firstAt: 0, lastAt: 0, ...sign }));
  return { ...reported, type: 'second_instance.seen', secondInstance: { signs: made } };
}

/** 987 of 1,000 session starts left, a reserve of 200. */
export function sessionStartsCounted({
  at = 0,
  ...sessionStarts
}: Partial<SessionStarts> & { at?: number } = {}): SessionStartsCounted {
  return { ...reported, at, type: 'session_starts.counted', sessionStarts: { ...plentyOfStarts, ...sessionStarts } };
}

/** 100 requests, all of them well. */
export function restMeasured({ at = 0, ...rest }: Partial<RestUse> & { at?: number } = {}): RestMeasured {
  return { ...reported, at, type: 'rest.measured', rest: { ...aRestUse, ...rest } };
}

/** 40 interactions, all acknowledged in time. */
export function interactionsMeasured({
  at = 0,
  ...interactions
}: Partial<InteractionUse> & { at?: number } = {}): InteractionsMeasured {
  return { ...reported, at, type: 'interactions.measured', interactions: { ...anInteractionUse, ...interactions } };
}

/** Since 2 seconds, the first of which was not answered. */
export const halfAvailable: Availability = availabilityOf(looked(looked(notLooked(0), 1, 1_000), 1, 2_000));

/** Discord could not be reached. */
export function problem(parts: Partial<Problem> = {}): Problem {
  return { kind: 'unreachable', at: 0, peer: 'api', host: 'discord.test', detail: 'ECONNREFUSED', ...parts };
}

export function snapshotOf(...events: readonly BotEvent[]): Snapshot {
  return events.reduce(apply, nothingSeen);
}

/** What is judged of `events` at `now` (epoch milliseconds). */
export function statusOf(events: readonly BotEvent[], now = 0): Status {
  return judge(snapshotOf(...events), limits, now);
}

const plentyOfStarts: SessionStarts = {
  total: 1_000,
  remaining: 987,
  reserve: 200,
  resetsAt: 14_400_000,
  maxConcurrency: 1,
  ownCount: 13,
  askedAt: 0,
};

const aRestUse: RestUse = {
  requestCount: 100,
  recentCount: 100,
  recentFailureCount: 0,
  recentUnansweredCount: 0,
  invalid: { count: 0, limit: 10_000, offenders: [] },
  global: { perSecond: 0, peakPerSecond: 3, limit: 50 },
  buckets: [],
  queuedCount: 0,
  waitCount: 0,
  waitedMs: 0,
  heldUntil: null,
  routes: [{ route: 'GET /users/@me', status: 200, count: 100, tookMs: 4_200 }],
  clock: { offsetMs: 12, source: 'rate_limit', measuredAt: 0 },
};

const anInteractionUse: InteractionUse = {
  receivedCount: 40,
  acknowledgedCount: 40,
  lateCount: 0,
  expiredCount: 0,
  acknowledgedIn: '',
  missedCount: 0,
  recent: { count: 40, inTimeCount: 40, p50Ms: 90, p95Ms: 180, p99Ms: 240, ownP95Ms: 20, ageAtReceiptMs: 31 },
};

const aShard: Shard = {
  id: 0,
  of: 1,
  connection: 'connected',
  connectionSince: 0,
  lostAt: null,
  guildCount: 3,
  unavailableGuildCount: 0,
  latencyMs: 42,
  heartbeatSentAt: 0,
  heartbeatAcknowledgedAt: 0,
  expectedGuildCount: 3,
  receivedGuildCount: 3,
  joinedGuildCount: 0,
  leftGuildCount: 0,
  lastEventAt: 0,
  usualSilenceMs: 30_000,
  canary: { sentAt: null, answeredAt: null, missedCount: 0, roundTripMs: null },
  eventCount: 0,
  interactionCount: 0,
  malformedCount: 0,
  sendCount: 0,
  attempt: 0,
  waitingFor: null,
  nextAttemptAt: null,
  host: 'gateway.discord.test',
  connectCount: 1,
  resumeCount: 0,
  identifyCount: 1,
  identifyStreak: 0,
  replayedCount: 0,
  skippedCount: 0,
  blindMs: 0,
  gapCounts: { resumed: 0, identified: 0 },
  closeCounts: {},
  sessionStartedAt: 0,
  lastCloseCode: null,
  lastError: null,
};

const anInstance: Instance = {
  id: 'test',
  pid: 4242,
  hostname: 'host.test',
  version: '1.2.3',
  nodeVersion: '20.19.0',
  libraryVersion: '14.28.1',
  startedAt: 0,
  loadedAt: 0,
  rssBytes: 104_857_600,
  heapUsedBytes: 52_428_800,
  heapLimitBytes: 2_147_483_648,
  cpuRatio: 0.05,
  eventLoopLagMs: 8,
  cpuMs: 0,
  eventLoopBlockCount: 0,
  uncaughtErrorCount: 0,
  lastUncaughtError: null,
  store: {
    kept: 'file',
    note: null,
    startCount: 2,
    firstStartedAt: 0,
    isPreviousStopClean: true,
    previousVersion: '1.2.3',
  },
};

const anApplication: Application = {
  id: '1187402291846283264',
  name: 'Harbormaster',
  user: { id: '1187402291846283264', name: 'Harbormaster' },
  intents: ['Guilds'],
  intentGaps: [],
};

/** Ten seconds from time 0 in which all was well and nothing happened. */
export function historyPoint(counts: Partial<HistoryCounts> = {}, point: Partial<HistoryPoint> = {}): HistoryPoint {
  return {
    from: 0,
    observedMs: 10_000,
    answeredMs: 10_000,
    verdict: 'operational',
    latency: histogramOf([42]),
    acknowledgement: noTotals.acknowledgement,
    counts: { ...noTotals.counts, ...counts },
    levels: {
      guilds: 3,
      unavailableGuilds: 0,
      rssBytes: 100,
      heapUsedBytes: 50,
      eventLoopLagMs: 1,
      sessionStartsLeft: 999,
      invalidRequests: 0,
      requestsPerSecond: 1,
    },
    shards: [{ id: 0, answeredRatio: 1, latencyMs: 42 }],
    commands: [],
    ...point,
  };
}

/** A line about shard 0, written at time 0. */
export function logEntry({ at = 0, ...entry }: Partial<LogEntry> & { at?: number } = {}): LogEntry {
  const resumed = logNote({ level: 'info', source: 'gateway', shardId: 0, text: 'Resumed its session' });
  return { id: firstIdAt(at), ...resumed, ...entry };
}

/** A command that was answered after 92 ms. */
export function settledInteraction(interaction: Partial<SettledInteraction> = {}): SettledInteraction {
  return {
    kind: 'command',
    name: '/rank',
    outcome: 'acknowledged',
    tookMs: 92,
    code: null,
    shardId: 0,
    guildId: '1187402291846283264',
    guildName: 'Harbour',
    ...interaction,
  };
}

/** Shard 1 of 2 lost its connection at time 0; it became an incident at 15 s and was over at 60 s. Discord is to blame. */
export function incident(parts: Partial<Incident> = {}): Incident {
  return { ...anIncident, ...parts };
}

const anIncident: Incident = {
  id: 1,
  kind: 'departure',
  beganAt: 0,
  openedAt: 15_000,
  endedAt: 60_000,
  verdict: 'degraded',
  title: 'Shard 1 lost its connection',
  sentence: 'Degraded - shard 1 is reconnecting',
  culprit: 'discord',
  weighed: [{ culprit: 'discord', confidence: 'likely', supporting: ['its gateway answers HTTP 503'], opposing: [] }],
  evidence: {
    since: 0,
    shardCount: 2,
    silentShardCount: 1,
    muteShardCount: 0,
    problems: [],
    breaches: [],
    isApiSilent: null,
    commandsOwnMs: null,
    lagMs: 8,
    lagLimitMs: 500,
    stoodStillMs: 0,
    uncaughtErrorCount: 0,
    hasCrashed: false,
    wasAccepted: true,
    statusPage: null,
    reach: null,
    versionChange: null,
  },
  shardIds: [1],
  shardCount: 2,
  unservedGuildCount: 50,
  guildCount: 100,
  troubledMs: 60_000,
  blindMs: 0,
  replayedCount: 12,
  lostCommandCount: 4,
  departureCount: 1,
  timeline: [{ at: 0, level: 'warn', shardId: 1, text: 'Lost its connection' }],
  lastWords: [],
  version: '1.2.3',
};

/** A command that was used as told, since the start and just now. */
export function commandUse(name: string, figures: Partial<UseFigures> = {}): CommandUse {
  const sinceStart = { ...noUse, ...figures };
  return { kind: 'command', name, sinceStart, last5Minutes: sinceStart, lastHour: sinceStart, lastFailure: null };
}

/** At time 0. */
export function commandsMeasured(commands: readonly CommandUse[]): CommandsMeasured {
  return { type: 'commands.measured', instance: 'test', at: 0, uses: { commands, guilds: [] } };
}
