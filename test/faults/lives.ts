import Database from 'libsql';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { Options } from '../../src/embedded-discord/options.js';
import { shardOf } from '../../src/embedded-discord/world/snowflake.js';
import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { type Shardwatch, startShardwatch, waitFor } from '../e2e/start.js';
import { statusWhen } from '../e2e/status.js';

/** Milliseconds; machines that run tests stand still now and then. */
const PATIENT_MS = 60_000;

export interface Upbringing {
  readonly discord?: Partial<Options>;
  readonly env?: Record<string, string>;
}

/** One bot through several lives of its process: its Discord and the folder of its store outlive each. */
export class Lives {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-lives-'));
  private present: Shardwatch | null = null;

  private constructor(
    readonly discord: EmbeddedDiscord,
    private readonly env: Record<string, string>,
  ) {}

  static async of({ discord = {}, env = {} }: Upbringing = {}): Promise<Lives> {
    return new Lives(await EmbeddedDiscord.start({ shards: 2, guilds: 8, controlPort: 0, ...discord }), env);
  }

  /** The process that lives now. */
  get app(): Shardwatch {
    if (!this.present) throw new Error('No process lives');
    return this.present;
  }

  get shardCount(): number {
    return this.discord.truth().length;
  }

  /** A new process, that need not be connected yet. */
  async start(env: Record<string, string> = {}): Promise<Shardwatch> {
    const { discord, dataDir } = this;
    const wishes = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, CANARY: 'off', ...this.env, ...env };
    return (this.present = await startShardwatch(wishes, { dataDir }));
  }

  /** A new process, once every shard of it is served and it says so. */
  async live(env: Record<string, string> = {}): Promise<StatusAnswer> {
    await this.start(env);
    return this.operational();
  }

  /** Resolves once Discord serves every shard and the bot says so. */
  async operational(): Promise<StatusAnswer> {
    await this.until(() => this.discord.truth().every(({ isServed }) => isServed));
    return statusWhen(this.app, ({ verdict }) => verdict === 'operational', PATIENT_MS);
  }

  until<T>(look: () => T | null | undefined | false | Promise<T | null | undefined | false>): Promise<T> {
    return waitFor(look, this.present ?? undefined, PATIENT_MS);
  }

  /** The number of the last event that Discord told each shard, by shard. */
  get sequences(): readonly number[] {
    return this.discord.sessions.map(({ sequence }) => sequence);
  }

  /** The first status in which each shard has had so many events, in this life. */
  withEvents(counts: readonly number[]): Promise<StatusAnswer> {
    return statusWhen(this.app, ({ shards }) => shards.every(({ id, eventCount }) => eventCount >= (counts[id] ?? 0)));
  }

  /** SIGTERM. */
  async stop(): Promise<{ code: number | null; tookMs: number }> {
    return this.app.stop();
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    await this.app.kill();
  }

  /** Does something at Discord by its control API, e.g. `POST /users`. */
  async control(operation: string, body: object = {}): Promise<unknown> {
    const { address = '', key = '' } = this.discord.control ?? {};
    const [method = 'GET', path = '/'] = operation.split(' ');
    const headers = { authorization: `Bearer ${key}` };
    const response = await fetch(`${address}${path}`, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }

  /** A guild of a shard. */
  guildOn(shardId: number): string {
    const id = this.discord.guildIds.find((guildId) => shardOf(guildId, this.shardCount) === shardId);
    if (!id) throw new Error(`No guild is on shard ${shardId}`);
    return id;
  }

  /** Changes the store while no process lives. */
  inStore(sql: string): void {
    const database = new Database(join(this.dataDir, `shardwatch-${this.discord.applicationId}.db`));
    database.exec(sql);
    database.close();
  }

  async end(): Promise<void> {
    await this.present?.kill();
    await this.discord.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
