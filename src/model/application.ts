import type { IntentGap } from './intent-gap.js';

/** Who the bot is at Discord. */
export interface Application {
  /** Snowflake of the application. */
  readonly id: string;
  /** Name of the application, written by its owner. */
  readonly name: string;
  readonly user: BotUser;
  /** Names of the gateway intents (kinds of events) the bot asked for, e.g. `Guilds`. */
  readonly intents: readonly string[];
  /** What the code listens for and never hears with those. */
  readonly intentGaps: readonly IntentGap[];
}

export interface BotUser {
  /** Snowflake of the bot's user. */
  readonly id: string;
  readonly name: string;
}
