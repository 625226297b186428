import type { JudgedShard } from '../../model/figures.js';
import { type ShardPhase, answers, missedCanaries } from '../../model/shard.js';
import { type Family, type Known, age, oneHot, seconds } from './family.js';
import { perShard, shardLabel } from './per-shard.js';

const phases: Readonly<Record<ShardPhase, true>> = {
  ready: true,
  quiet: true,
  deaf: true,
  zombie: true,
  connecting: true,
  identifying: true,
  waiting_for_guilds: true,
  resuming: true,
  fatal: true,
  disconnected: true,
};

/** A latency of a shard that does not answer is the last good one, frozen: no news, and left out. */
const whileAnswering = (read: (shard: JudgedShard) => Known) => (shard: JudgedShard) =>
  answers(shard.phase) ? read(shard) : null;

/** Each shard: its phase, how fast it is, and how old what we know of it is. */
export const shardFamilies: readonly Family[] = [
  {
    name: 'shardwatch_shard_phase',
    type: 'gauge',
    help: '1 for the present phase of a shard, 0 for the others.',
    read: ({ status: { shards } }) =>
      shards.flatMap((shard) => oneHot({ label: 'phase', words: phases, now: shard.phase, labels: shardLabel(shard) })),
  },
  perShard(
    'shardwatch_shard_guilds',
    'Servers on a shard, the unavailable ones included.',
    (shard) => shard.guildCount,
  ),
  perShard('shardwatch_shard_report_age_seconds', 'How long ago a shard was last heard of.', ({ seenAt }, scrape) =>
    age(seenAt, scrape),
  ),
  perShard(
    'shardwatch_gateway_heartbeat_latency_seconds',
    "From the last acknowledged heartbeat to Discord's acknowledgement; absent while the shard does not answer.",
    whileAnswering(({ latencyMs }) => seconds(latencyMs)),
  ),
  perShard(
    'shardwatch_gateway_heartbeat_acknowledged_age_seconds',
    'How long ago Discord last acknowledged a heartbeat.',
    ({ heartbeatAcknowledgedAt }, scrape) => age(heartbeatAcknowledgedAt, scrape),
  ),
  perShard(
    'shardwatch_gateway_last_event_age_seconds',
    'How long ago Discord last sent an event.',
    ({ lastEventAt }, scrape) => age(lastEventAt, scrape),
  ),
  perShard(
    'shardwatch_gateway_usual_silence_seconds',
    'Time without events that is nothing special for this shard.',
    ({ usualSilenceMs }) => seconds(usualSilenceMs),
  ),
  perShard(
    'shardwatch_gateway_connection_age_seconds',
    'How long the connection has stood where it stands.',
    ({ connectionSince }, scrape) => age(connectionSince, scrape),
  ),
  perShard(
    'shardwatch_gateway_session_age_seconds',
    'How long ago the present session began; absent without one.',
    ({ sessionStartedAt }, scrape) => age(sessionStartedAt, scrape),
  ),
  perShard(
    'shardwatch_canary_round_trip_seconds',
    'From the last answered canary to its answer: the whole way to Discord and back.',
    whileAnswering(({ canary }) => seconds(canary.roundTripMs)),
  ),
  perShard('shardwatch_canary_answer_age_seconds', 'How long ago a canary was last answered.', ({ canary }, scrape) =>
    age(canary.answeredAt, scrape),
  ),
  perShard(
    'shardwatch_canary_unanswered',
    'Canaries in a row that were not answered in time; absent before the first was sent.',
    (shard, { limits, status }) => (shard.canary.sentAt === null ? null : missedCanaries(shard, limits, status.at)),
  ),
];
