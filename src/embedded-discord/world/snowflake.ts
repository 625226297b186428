import { Clock } from '../clock.js';

/** Epoch milliseconds at which Discord's ids begin: https://docs.discord.com/developers/reference#snowflakes */
export const DISCORD_EPOCH = 1_420_070_400_000;

/** The id a thing made at `at` (epoch milliseconds) would have; `increment` 0 to 4095 tells apart those of one millisecond. */
export function snowflakeAt(at: number, increment = 0): string {
  return ((BigInt(Math.floor(at) - DISCORD_EPOCH) << 22n) | BigInt(increment)).toString();
}

/** When the thing with this id was made, in epoch milliseconds. */
export function madeAt(snowflake: string): number {
  return Number(BigInt(snowflake) >> 22n) + DISCORD_EPOCH;
}

/** The shard that serves a guild: https://docs.discord.com/developers/events/gateway#sharding */
export function shardOf(guildId: string, shardCount: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(shardCount));
}

/** True for text that can be an id: digits of an unsigned 64-bit number. */
export function isSnowflake(value: unknown): value is string {
  return typeof value === 'string' && /^(0|[1-9]\d{0,19})$/.test(value);
}

/** Gives out ids from Discord's clock, all different and ever growing. */
export class Snowflakes {
  private lastAt = 0;
  private increment = 0;

  constructor(private readonly clock = new Clock()) {}

  next(now = this.clock.now()): string {
    this.increment = now <= this.lastAt ? this.increment + 1 : 0;
    this.lastAt = Math.max(now, this.lastAt);
    if (this.increment > 4095) {
      this.lastAt += 1;
      this.increment = 0;
    }
    return snowflakeAt(this.lastAt, this.increment);
  }
}
