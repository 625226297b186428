import { type Wire, asList, asObject } from '../wire.js';
import { areValid } from './intents.js';
import { CLOSE } from './opcodes.js';

/** Guilds that one shard may have: https://docs.discord.com/developers/events/gateway#sharding */
const GUILDS_PER_SHARD = 2_500;
/** Far more shards than the largest bot has. */
const MOST_SHARDS = 65_536;
/** https://docs.discord.com/developers/events/gateway-events#identify */
const LARGE_THRESHOLD = { unlessSaid: 50, least: 50, most: 250 } as const;

/** What a valid IDENTIFY asks for. */
export interface Identity {
  readonly shardId: number;
  readonly shardCount: number;
  readonly intents: number;
  /** The client sent `shard`; READY then repeats it. */
  readonly isSharded: boolean;
  /** Each payload shall be compressed by itself. */
  readonly wantsCompression: boolean;
  /** 50 to 250 */
  readonly largeThreshold: number;
  /** `null` when the client did not say. */
  readonly presence: Wire | null;
}

/** What an IDENTIFY is held against. */
export interface IdentifyRules {
  readonly isToken: (token: unknown) => boolean;
  readonly disallowedIntents: (intents: number) => number;
  readonly guildsOn: (shardId: number, shardCount: number) => number;
}

/**
 * Judges an IDENTIFY in Discord's order.
 *
 * @returns what it asks for, or the close code that refuses it
 */
export function judgeIdentify(data: unknown, rules: IdentifyRules): Identity | number {
  const body = asObject(data);
  if (!body || asObject(body['properties']) === null) return CLOSE.decodeError;
  if (!rules.isToken(body['token'])) return CLOSE.authenticationFailed;
  const shard = shardIn(body);
  if (!shard) return CLOSE.invalidShard;
  const [shardId, shardCount] = shard;
  if (rules.guildsOn(shardId, shardCount) > GUILDS_PER_SHARD) return CLOSE.shardingRequired;
  const { intents } = body;
  if (!areValid(intents)) return CLOSE.invalidIntents;
  if (rules.disallowedIntents(intents) !== 0) return CLOSE.disallowedIntents;
  return {
    shardId,
    shardCount,
    intents,
    isSharded: asList(body['shard']).length > 0,
    wantsCompression: body['compress'] === true,
    largeThreshold: largeThresholdIn(body),
    presence: asObject(body['presence']),
  };
}

/** The shard and the count that an IDENTIFY names, `[0, 1]` when it names none; `null` when they cannot be. */
export function shardIn(body: Wire): readonly [number, number] | null {
  if (body['shard'] === undefined || body['shard'] === null) return [0, 1];
  const [id, count, ...more] = asList(body['shard']);
  const areNumbers = typeof id === 'number' && typeof count === 'number' && more.length === 0;
  if (!areNumbers || !Number.isInteger(id) || !Number.isInteger(count)) return null;
  return id >= 0 && count >= 1 && id < count && count <= MOST_SHARDS ? [id, count] : null;
}

function largeThresholdIn(body: Wire): number {
  const { unlessSaid, least, most } = LARGE_THRESHOLD;
  const asked = body['large_threshold'];
  return typeof asked === 'number' ? Math.min(most, Math.max(least, asked)) : unlessSaid;
}
