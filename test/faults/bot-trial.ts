import { isDeepStrictEqual } from 'node:util';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { FaultWish } from '../../src/embedded-discord/faults/fault.js';
import type { Options } from '../../src/embedded-discord/options.js';
import { waitFor } from '../e2e/start.js';
import { type Bot, type Login, listenTo, ownBot, stockBot } from './bot.js';

/** Of the program, unless told otherwise. */
export const TIME_FACTOR = 6;

/** A stock client, or the program with `SESSION_KIT` off or on. */
export type Which = 'stock' | 'off' | 'on';

export interface BotTrialWishes {
  readonly world?: Partial<Options>;
  readonly env?: Record<string, string>;
  /** Divides every duration of the program's, 6 unless told otherwise; a stock client knows of none. */
  readonly timeFactor?: number;
}

/** What came of a fault: as Discord saw it, and as discord.js told its users. */
export interface Outcome {
  readonly login: Login;
  /** A command that is used now would reach the bot, on every shard. */
  readonly isServed: boolean;
  /** `client.isReady()`, which is true of many a dead bot. */
  readonly looksReady: boolean;
  /** IDENTIFYs and RESUMEs that came, whatever became of them. */
  readonly identifies: number;
  readonly resumes: number;
  /** Connections that were accepted. */
  readonly connections: number;
  /** Times that Discord called a session invalid. */
  readonly invalidSessions: number;
  /** Codes with which the client closed, and how often. */
  readonly closes: Readonly<Record<string, number>>;
  /** Events of the client, in order. */
  readonly told: readonly string[];
}

/** Milliseconds of discord.js's patience with guilds that do not come, before a time factor. */
const WAIT_FOR_GUILDS_MS = 15_000;
/** Discord's clock goes so much faster: an IDENTIFY that a busy machine has delayed makes the next one no early one. */
const DISCORD_AHEAD = 2;
/** Real milliseconds, longer than a stock client waits before it connects again. */
const STAYS_MS = 800;

/** One bot beside a Discord of its own. */
export class BotTrial {
  private constructor(
    readonly discord: EmbeddedDiscord,
    readonly bot: Bot,
    private readonly told: readonly string[],
  ) {}

  static async of(which: Which, { world, env, timeFactor = TIME_FACTOR }: BotTrialWishes = {}): Promise<BotTrial> {
    const ahead = timeFactor * DISCORD_AHEAD;
    const discord = await EmbeddedDiscord.start({ shards: 1, guilds: 4, timeFactor: ahead, ...world });
    const bot =
      which === 'stock'
        ? stockBot(discord, { waitGuildTimeout: WAIT_FOR_GUILDS_MS / timeFactor })
        : await ownBot(discord, {
            TIME_FACTOR: String(timeFactor),
            SESSION_KIT: which,
            // Where silence is not the matter a busy machine must not be taken for a silent Discord.
            CANARY: 'off',
            LIMIT_ACKNOWLEDGEMENT_MS: '60000',
            ...env,
          });
    return new BotTrial(discord, bot, listenTo(bot.client));
  }

  get outcome(): Outcome {
    const { discord, bot, told } = this;
    return {
      login: bot.login,
      isServed: discord.truth().every(({ isServed }) => isServed),
      looksReady: bot.client.isReady(),
      identifies: discord.attempts.identifies,
      resumes: discord.attempts.resumes,
      connections: discord.connections,
      invalidSessions: discord.invalidSessions,
      closes: { ...discord.closes.byClient },
      told: [...told],
    };
  }

  /** Signs in; resolves once all is well. */
  async live(): Promise<void> {
    this.bot.signIn();
    await waitFor(() => this.bot.login === 'done' && this.bot.client.isReady() && this.outcome.isServed);
  }

  /** Begins a fault; resolves once it has happened so often. @returns ends it */
  async strike(fault: FaultWish, times: number): Promise<() => void> {
    const { discord } = this;
    const id = discord.begin(fault);
    const strikes = () => discord.faults.standing.find((one) => one.id === id)?.strikes ?? 0;
    await waitFor(() => strikes() >= times);
    return () => void discord.end(id);
  }

  /** It comes to this in the end, and stays so for longer than it takes to connect once more. */
  async comesTo(expected: Outcome): Promise<void> {
    const isThere = () => isDeepStrictEqual(this.outcome, expected);
    await waitFor(isThere).catch(() => undefined); // the next line says what is different
    expect(this.outcome).toEqual(expected);
    await waitFor(() => !isThere(), undefined, STAYS_MS).catch(() => undefined);
    expect(this.outcome).toEqual(expected);
  }

  async end(): Promise<void> {
    for (const { id } of this.discord.faults.standing) this.discord.end(id);
    await this.bot.end();
    await this.discord.stop();
  }
}
