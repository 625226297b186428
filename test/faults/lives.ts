import Database from 'libsql';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { Options } from '../../src/embedded-discord/options.js';
import { shardOf } from '../../src/embedded-discord/world/snowflake.js';
import type { IncidentsAnswer } from '../../src/faces/api/incident.answer.js';
import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { type Shardwatch, startAndKill, startShardwatch, waitFor } from '../e2e/start.js';
import { statusWhen } from '../e2e/status.js';

/** Milliseconds; machines that run tests stand still now and then. */
const PATIENT_MS = 60_000;

export interface Upbringing {
  readonly discord?: Partial<Options>;
  readonly env?: Record<string, string>;
  /** Folder of its store; one of its own without it. */
  readonly dataDir?: string;
}

/** One bot through several lives of its process: its Discord and the folder of its store outlive each. */
export class Lives {
  private present: Shardwatch | null = null;

  private constructor(
    readonly discord: EmbeddedDiscord,
    private readonly env: Record<string, string>,
    readonly dataDir: string,
  ) {}

  static async of({ discord = {}, env = {}, dataDir }: Upbringing = {}): Promise<Lives> {
    const folder = dataDir ?? mkdtempSync(join(tmpdir(), 'shardwatch-lives-'));
    return new Lives(await EmbeddedDiscord.start({ shards: 2, guilds: 8, controlPort: 0, ...discord }), env, folder);
  }

  /** The process that lives now. */
  get app(): Shardwatch {
    if (!this.present) throw new Error('No process lives');
    return this.present;
  }

  /** A new process, that need not be connected yet. */
  async start(env: Record<string, string> = {}): Promise<Shardwatch> {
    const { dataDir } = this;
    return (this.present = await startShardwatch({ ...this.settings, ...env }, { dataDir }));
  }

  /** A process that is killed so many milliseconds after its start. */
  dieYoung(afterMs: number): Promise<void> {
    return startAndKill({ ...this.settings, DATA_DIR: this.dataDir }, afterMs);
  }

  /** A new process, once it says that every shard answers. */
  async live(env: Record<string, string> = {}): Promise<StatusAnswer> {
    await this.start(env);
    return this.operational();
  }

  /** Resolves once the bot says that every shard answers. */
  operational(): Promise<StatusAnswer> {
    return statusWhen(this.app, ({ verdict }) => verdict === 'operational', PATIENT_MS);
  }

  /** Resolves once no incident is open: on a busy machine a start may be one. */
  async calm(): Promise<void> {
    await this.operational();
    await this.until(async () => {
      const open = await fetch(`${this.app.url}/api/v1/incidents?open=true`);
      return ((await open.json()) as IncidentsAnswer).items.length === 0;
    });
  }

  until<T>(look: () => T | null | undefined | false | Promise<T | null | undefined | false>): Promise<T> {
    return waitFor(look, this.present ?? undefined, PATIENT_MS);
  }

  /** What each life is started with. */
  get settings(): Record<string, string> {
    const { token, api } = this.discord;
    return { DISCORD_TOKEN: token, DISCORD_API_URL: api, CANARY: 'off', ...this.env };
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
  async control(operation: string, body?: object): Promise<unknown> {
    const { address = '', key = '' } = this.discord.control ?? {};
    const [method = 'GET', path = '/'] = operation.split(' ');
    const headers = { authorization: `Bearer ${key}` };
    const sent = body ? { body: JSON.stringify(body) } : {};
    const response = await fetch(`${address}${path}`, { method, headers, ...sent });
    if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }

  /** A guild of a shard. @param shardCount as Discord recommends, unless the bot has another one */
  guildOn(shardId: number, shardCount = this.discord.truth().length): string {
    const id = this.discord.guildIds.find((guildId) => shardOf(guildId, shardCount) === shardId);
    if (!id) throw new Error(`No guild is on shard ${shardId}`);
    return id;
  }

  /** The file of the store. */
  get store(): string {
    return join(this.dataDir, `shardwatch-${this.discord.applicationId}.db`);
  }

  /** Takes away the files of the store. */
  removeStore(): void {
    for (const file of readdirSync(this.dataDir)) rmSync(join(this.dataDir, file), { recursive: true });
  }

  /** Changes the store, as somebody with a tool would. */
  inStore(sql: string): void {
    this.withStore((database) => database.exec(sql));
  }

  /** Rows of the store. */
  rows<Row>(sql: string): readonly Row[] {
    return this.withStore((database) => database.prepare(sql).all() as Row[]);
  }

  private withStore<T>(use: (database: Database.Database) => T): T {
    const database = new Database(this.store);
    try {
      return use(database);
    } finally {
      database.close();
    }
  }

  async end(): Promise<void> {
    await this.present?.kill();
    await this.discord.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
