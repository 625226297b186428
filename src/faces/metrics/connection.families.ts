import type { Shard } from '../../model/shard.js';
import type { Family } from './family.js';
import { perShard, shardLabel } from './per-shard.js';

/** Close codes that are given before they first come: Prometheus sees no increase in a series that begins at 1. */
const USUAL_CLOSES: Shard['closeCounts'] = { 1000: 0, 1001: 0, 1006: 0, 4000: 0, 4009: 0, 4200: 0 };

/** What became of each shard's connections. Totals begin anew with the process. */
export const connectionFamilies: readonly Family[] = [
  perShard(
    'shardwatch_gateway_reconnects_total',
    'Attempts to connect after the first one, whatever came of them.',
    ({ connectCount }) => Math.max(0, connectCount - 1),
  ),
  perShard(
    'shardwatch_gateway_resumes_total',
    'Lost connections that were taken up again without losing events.',
    ({ resumeCount }) => resumeCount,
  ),
  perShard(
    'shardwatch_gateway_identifies_total',
    'New sessions (IDENTIFY); each costs one of the session starts.',
    ({ identifyCount }) => identifyCount,
  ),
  perShard(
    'shardwatch_gateway_identify_streak',
    'IDENTIFYs in a row after which no session stood.',
    ({ identifyStreak }) => identifyStreak,
  ),
  perShard(
    'shardwatch_gateway_connect_attempts',
    'Attempts to connect since the shard was last connected.',
    ({ attempt }) => attempt,
  ),
  {
    name: 'shardwatch_gateway_closes_total',
    type: 'counter',
    help: 'Connections that ended, by close code.',
    read: ({ status }) =>
      status.shards.flatMap((shard) =>
        Object.entries({ ...USUAL_CLOSES, ...shard.closeCounts }).map(([code, value]) => ({
          labels: { ...shardLabel(shard), code },
          value,
        })),
      ),
  },
  perShard('shardwatch_gateway_events_total', 'Events that Discord sent.', ({ eventCount }) => eventCount),
  perShard(
    'shardwatch_gateway_replayed_events_total',
    'Events that Discord sent again while a session was resumed.',
    ({ replayedCount }) => replayedCount,
  ),
  perShard(
    'shardwatch_gateway_skipped_events_total',
    'Events that never came: numbers that the sequence of events left out.',
    ({ skippedCount }) => skippedCount,
  ),
  {
    name: 'shardwatch_gateway_gaps_total',
    type: 'counter',
    help: 'Times that a shard was away: resumed without losing events, or with a new session (identified), where they are lost.',
    read: ({ status }) =>
      status.shards.flatMap((shard) =>
        Object.entries(shard.gapCounts).map(([how, value]) => ({ labels: { ...shardLabel(shard), how }, value })),
      ),
  },
  perShard(
    'shardwatch_gateway_blind_seconds_total',
    'Time without a session; what happened on the servers of the shard meanwhile is lost.',
    ({ blindMs }) => blindMs / 1_000,
  ),
  perShard(
    'shardwatch_gateway_malformed_events_total',
    'Events and frames that could not be read.',
    ({ malformedCount }) => malformedCount,
  ),
  perShard(
    'shardwatch_gateway_interactions_total',
    'Interactions (slash commands, buttons, ...) that came in over a shard.',
    ({ interactionCount }) => interactionCount,
  ),
  perShard(
    'shardwatch_gateway_sends_per_minute',
    'Payloads sent in the last 60 s; Discord allows 120.',
    ({ sendCount }) => sendCount,
  ),
  perShard(
    'shardwatch_guild_joins_total',
    'Servers that the bot was added to.',
    ({ joinedGuildCount }) => joinedGuildCount,
  ),
  perShard(
    'shardwatch_guild_leaves_total',
    'Servers that the bot was removed from.',
    ({ leftGuildCount }) => leftGuildCount,
  ),
];
