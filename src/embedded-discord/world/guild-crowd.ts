import { personName } from './names.js';
import { Random } from './random.js';
import { DISCORD_EPOCH, madeAt, snowflakeAt } from './snowflake.js';
import type { User } from './user.js';

/** The crowd signed up one after the other from 2017 on, all with the same low bits in their ids. */
const FIRST_AT = DISCORD_EPOCH + 2 * 365 * 86_400_000;
const EVERY_MS = 1_000;
const LOW_BITS = 77;
const MOST = 10_000_000;

/**
 * One of the many people whom nobody needs to know until a bot asks for all members of a guild.
 * Whoever they are follows from their number, and their number from their id, so that none of them is kept.
 */
export function crowdUser(number: number): User {
  const random = new Random(number);
  const name = personName(random);
  return {
    id: snowflakeAt(FIRST_AT + number * EVERY_MS, LOW_BITS),
    username: `${name.toLowerCase().replace(/[^a-z]/g, '') || 'user'}${number}`,
    globalName: random.oneIn(5) ? null : name,
    avatar: random.oneIn(3) ? null : random.hex(32),
    discriminator: '0',
    isBot: false,
  };
}

/** The number of the one with this id, `null` when nobody of the crowd has it. */
export function crowdNumber(id: string): number | null {
  const number = (madeAt(id) - FIRST_AT) / EVERY_MS;
  const isOne = Number.isInteger(number) && number >= 0 && number < MOST;
  return isOne && snowflakeAt(madeAt(id), LOW_BITS) === id ? number : null;
}
