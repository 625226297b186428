import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { Options } from '../../src/embedded-discord/options.js';
import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { ATTENTIVE, type Shardwatch, startShardwatch, waitFor } from '../e2e/start.js';
import { statusOf, statusWhen } from '../e2e/status.js';

export interface TrialWishes {
  /** Divides every duration of Discord's and every waiting time of ours. */
  readonly timeFactor: number;
  readonly world?: Partial<Options>;
  readonly env?: Record<string, string>;
  /** What goes wrong before the program starts. */
  readonly before?: (discord: EmbeddedDiscord) => void;
}

/** The built program beside a Discord of its own with the same time factor, from its start on. */
export class Trial {
  /** Epoch milliseconds at which the program was started. */
  private readonly startedAt = Date.now();

  private constructor(
    readonly timeFactor: number,
    readonly discord: EmbeddedDiscord,
    /** May be replaced where a test starts the program anew. */
    public app: Shardwatch,
  ) {}

  /** Resolves once its pages are up, whatever becomes of the bot. */
  static async start({ timeFactor, world, env, before }: TrialWishes): Promise<Trial> {
    const discord = await EmbeddedDiscord.start({ shards: 2, guilds: 8, timeFactor, ...world });
    before?.(discord);
    return new Trial(timeFactor, discord, await startBeside(discord, timeFactor, env));
  }

  /** Real milliseconds that so many of Discord's take. */
  real(ms: number): number {
    return ms / this.timeFactor;
  }

  status(): Promise<StatusAnswer> {
    return statusOf(this.app);
  }

  /** The first status that is as wished, within so many real milliseconds (20,000 unless told otherwise). */
  until(isWished: (status: StatusAnswer) => boolean, withinMs?: number): Promise<StatusAnswer> {
    return statusWhen(this.app, isWished, withinMs);
  }

  operational(withinMs?: number): Promise<StatusAnswer> {
    return this.until(({ verdict }) => verdict === 'operational', withinMs);
  }

  /** Operational, and whatever is asked of Discord at the start has been asked. */
  async settled(): Promise<StatusAnswer> {
    await waitFor(() => this.app.output().includes('Wrote to Discord'), this.app);
    return this.operational();
  }

  /** Resolves when so many milliseconds of Discord's have passed since `since` (epoch milliseconds), or since the start. */
  async passed(ms: number, since = this.startedAt): Promise<void> {
    const until = since + this.real(ms);
    await waitFor(() => Date.now() >= until, this.app, this.real(ms) + 20_000);
  }

  /** Ends both. A defect is what nobody caught, and a program that does not stop in order. */
  async end(): Promise<void> {
    const { process: own } = await this.status();
    const { code } = await this.app.stop();
    await this.discord.stop();
    expect({ code, uncaughtErrors: own?.uncaughtErrorCount }).toEqual({ code: 0, uncaughtErrors: 0 });
  }
}

/** Starts the program beside a Discord that is there already. */
export function startBeside(
  { token, api }: Pick<EmbeddedDiscord, 'token' | 'api'>,
  timeFactor: number,
  env: Record<string, string> = {},
): Promise<Shardwatch> {
  const told: Record<string, string> = 'DISCORD_TOKEN_FILE' in env ? {} : { DISCORD_TOKEN: token };
  return startShardwatch({ ...told, ...ATTENTIVE, DISCORD_API_URL: api, TIME_FACTOR: String(timeFactor), ...env });
}
