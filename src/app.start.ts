import 'reflect-metadata';
import { startDemo } from './app.demo.js';
import { refuse } from './app.refusal.js';
import { readSettings } from './app.settings.js';
import type { StopSignals } from './app.signals.js';
import { DiscordConnection } from './config/connection.js';
import { loadEnvFile } from './config/env-file.js';

/** Starts one process: the demo's Discord where there is no token, then the bot and its pages. */
export function start(signals: StopSignals): void {
  // discord.js reads these by itself, and a stray one changes which shards it runs.
  for (const name of ['SHARDS', 'SHARD_COUNT', 'SHARDING_MANAGER', 'SHARDING_MANAGER_MODE']) delete process.env[name];
  startAll(signals).catch(refuse);
}

async function startAll(signals: StopSignals): Promise<void> {
  loadEnvFile();
  const settings = readSettings(process.env);
  const [gateway] = settings;
  const isReal = gateway.token !== undefined && !gateway.isDemo;
  // Side by side: the demo's Discord starts while the program is being read.
  const [demo, { runApp }] = await Promise.all([isReal ? null : startDemo(), import('./app.run.js')]);
  await runApp(settings, demo ?? new DiscordConnection('real', gateway.apiUrl, gateway.token ?? ''), signals);
}
