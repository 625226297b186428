import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { Options } from '../../src/embedded-discord/options.js';
import { TcpProxy } from '../../src/embedded-discord/proxy/tcp-proxy.js';
import { shardOf } from '../../src/embedded-discord/world/snowflake.js';
import { ATTENTIVE, type Shardwatch, startShardwatch, waitFor } from '../e2e/start.js';
import { statusOf, whenOperational } from '../e2e/status.js';
import { Witness } from './witness.js';

/** Milliseconds that a test may take, and less for all that it waits for: so it is said what that was. */
export const PATIENT_MS = 60_000;
const WAITED_LONG_ENOUGH_MS = 40_000;
/** A connection counts as good after 5 s. */
const SETTLED_AFTER_MS = 6_000;

/** Where neither silence nor speed is the matter: so that a busy machine is not taken for a silent Discord. */
export const UNHURRIED = { LIMIT_ACKNOWLEDGEMENT_MS: '60000', CANARY: 'off' };

export interface SceneWishes {
  /** Divides every duration of Discord's and every waiting time of ours, 1 or more. */
  readonly timeFactor: number;
  readonly discord?: Partial<Options>;
  readonly env?: Record<string, string>;
}

/** What shards did at Discord, whatever became of it. */
export interface Counts {
  readonly identifies: number;
  readonly resumes: number;
}

/** The built program with two shards, beside a Discord of its own whose gateway is behind a proxy; and a witness of what it says. */
export class Scene {
  readonly witness: Witness;

  private constructor(
    private readonly timeFactor: number,
    readonly discord: EmbeddedDiscord,
    readonly proxy: TcpProxy,
    readonly app: Shardwatch,
  ) {
    this.witness = new Witness(app);
  }

  /** Resolves once the bot is operational and its commands can be used. */
  static async open({ timeFactor, discord: wishes, env }: SceneWishes): Promise<Scene> {
    const discord = await EmbeddedDiscord.start({ shards: 2, guilds: 8, timeFactor, ...wishes });
    const proxy = await TcpProxy.start(new URL(discord.api).host);
    discord.announce(proxy.address);
    const app = await startShardwatch({
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.api,
      TIME_FACTOR: String(timeFactor),
      STATUS_PAGE_URL: new URL('/status', discord.api).href,
      ...ATTENTIVE,
      ...env,
    });
    await whenOperational(app);
    await waitFor(() => app.output().includes('Wrote to Discord'), app);
    return new Scene(timeFactor, discord, proxy, app);
  }

  /** How long `ms` of Discord's and of ours last, in real milliseconds. */
  real(ms: number): number {
    return ms / this.timeFactor;
  }

  /** What shards have done since `before`, or since the start; of one shard, or of all. */
  counts(before: Counts = { identifies: 0, resumes: 0 }, shardId?: number): Counts {
    return {
      identifies: this.discord.identifyTimes(shardId).length - before.identifies,
      resumes: this.discord.resumeTimes(shardId).length - before.resumes,
    };
  }

  /** Resolves once Discord serves every shard and the bot says so. @returns when (epoch milliseconds) */
  async served(since = Date.now()): Promise<number> {
    await this.until(() => this.discord.truth().every(({ isServed }) => isServed));
    const at = Date.now();
    await this.witness.answer(since, ({ verdict }) => verdict === 'operational');
    return at;
  }

  /** Resolves once all connections count as good: then a loss is a first one again. */
  async settled(): Promise<void> {
    const since = await this.served();
    await this.until(() => Date.now() - since >= this.real(SETTLED_AFTER_MS));
  }

  /** Resolves with what `look` gives once that is something. */
  until<T>(look: () => T | null | undefined | false): Promise<T> {
    return waitFor(look, this.app, WAITED_LONG_ENOUGH_MS);
  }

  /** Resolves once a shard has sent its next heartbeat, and so many milliseconds of Discord's have passed since. */
  async sinceHeartbeat(shardId: number, ms: number): Promise<void> {
    const lastOf = () =>
      this.discord.sessions.find((session) => session.shardId === shardId && session.isConnected)?.lastHeartbeatAt ?? 0;
    const before = lastOf();
    const at = await this.until(() => lastOf() > before && lastOf());
    await this.until(() => Date.now() - at >= this.real(ms));
  }

  /** A guild of a shard. */
  guildOn(shardId: number): string {
    const id = this.discord.guildIds.find((guildId) => shardOf(guildId, 2) === shardId);
    if (!id) throw new Error(`No guild is on shard ${shardId}`);
    return id;
  }

  /** Nothing went by unhandled. */
  async expectCalm(): Promise<void> {
    expect((await statusOf(this.app)).process?.uncaughtErrorCount).toBe(0);
  }

  /** Ends all of it. */
  async close(): Promise<void> {
    const { process: own } = await statusOf(this.app);
    this.witness.stop();
    const { code } = await this.app.stop();
    await this.proxy.stop();
    await this.discord.stop();
    expect({ code, uncaughtErrors: own?.uncaughtErrorCount }).toEqual({ code: 0, uncaughtErrors: 0 });
  }
}
