import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { type Shardwatch, startShardwatch, waitFor } from '../e2e/start.js';
import { whenOperational } from '../e2e/status.js';

const KEY = 'a-key-for-tests-that-nobody-would-guess';
const TIME_FACTOR = 10;
const INCIDENT_WITHIN_MS = 60_000;

/** A bot with a past: an incident that is over, and a line in its audit. Nothing else happens by itself. */
export class LivedIn {
  /** Of an admin's browser. */
  readonly asAdmin = { extraHTTPHeaders: { authorization: `Bearer ${KEY}` } };

  private constructor(
    readonly discord: EmbeddedDiscord,
    readonly app: Shardwatch,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<LivedIn> {
    const quiet = { traffic: false, mishaps: false };
    const discord = await EmbeddedDiscord.start({ shards: 2, guilds: 6, ...quiet, timeFactor: TIME_FACTOR });
    const discordAt = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api };
    const app = await startShardwatch({ ...discordAt, API_KEY: KEY, TIME_FACTOR: String(TIME_FACTOR), ...env });
    const scene = new LivedIn(discord, app);
    await scene.live();
    return scene;
  }

  async stop(): Promise<void> {
    await this.app.stop();
    await this.discord.stop();
  }

  /** The address of a path in which FIRST is the first server. */
  url(path: string): string {
    return this.app.url + path.replace('FIRST', this.discord.guildIds[0] ?? '');
  }

  private async live(): Promise<void> {
    await whenOperational(this.app);
    this.discord.refuseGateway('http503');
    this.discord.closeShard(1, 4000);
    await waitFor(async () => (await fetch(this.url('/incidents/1'))).ok, this.app, INCIDENT_WITHIN_MS);
    this.discord.refuseGateway(null);
    await whenOperational(this.app, INCIDENT_WITHIN_MS);
    await waitFor(() => this.app.output().includes('Incident 1 is over'), this.app, INCIDENT_WITHIN_MS);
    const body = JSON.stringify({ level: 'debug', minutes: 5, reason: 'so that the audit has a line' });
    const headers = { ...this.asAdmin.extraHTTPHeaders, 'content-type': 'application/json' };
    await fetch(this.url('/api/v1/actions/log-level'), { method: 'POST', headers, body });
  }
}
