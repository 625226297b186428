import type { ParamsOf } from './kinds.js';
import type { Standing, StandingFaults } from './standing-faults.js';

/** Milliseconds of Discord's for which a command waits for its answer: https://docs.discord.com/developers/interactions/receiving-and-responding */
const ANSWER_WITHIN_MS = 3_000;

/** Who listens at the other end of a line: a session. */
export interface Listener {
  readonly identity: { readonly shardId: number };
  /** The guilds that belong to READY have been sent. */
  readonly hasGuilds: boolean;
}

/** Whether a shard hears nothing it asks for. The guilds after IDENTIFY still come: without them a client would not even begin. */
export function isDeaf(faults: StandingFaults, { identity, hasGuilds }: Listener): boolean {
  return hasGuilds && faults.take('ws.deaf', identity) !== null;
}

/**
 * Whether faults keep every event from a shard, or bring it too late for an answer. One that happens by chance does not
 * count: the next event may well come. Asks only, and counts nothing as happened.
 */
export function hearsNothing(faults: StandingFaults, shardId: number): boolean {
  return faults.at({ shardId }).some(deafens);
}

function deafens({ fault: { kind, params, limit } }: Standing): boolean {
  if (limit.probability !== null && limit.probability < 1) return false;
  if (kind === 'ws.slow' || kind === 'ws.lateDispatch')
    return (params as ParamsOf<typeof kind>).delayMs >= ANSWER_WITHIN_MS;
  return kind === 'ws.deaf' || kind === 'ws.gap';
}
