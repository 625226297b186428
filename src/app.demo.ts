import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DiscordConnection } from './config/connection.js';
import { INSTALLATION } from './config/installation.js';
import { Unavailable } from './model/errors.js';

/** The world of the demo. Heartbeats come faster than Discord's 41.25 s, so that a newcomer sees latencies at once. */
const WORLD = ['--shards', '4', '--guilds', '120', '--seed', '1', '--heartbeat-interval', '5000', '--control', 'off'];

/**
 * Starts the demo's Discord: a process of its own, so that its work never shows as the bot's. It ends with this one.
 *
 * @throws {Unavailable} when the embedded Discord does not start
 */
export async function startDemo(): Promise<DiscordConnection> {
  const program = join(INSTALLATION, 'dist/embedded-discord/main.js');
  // Detached: Ctrl+C in a terminal reaches the bot only, which then leaves its Discord in order.
  const child = fork(program, WORLD, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], detached: true });
  process.once('exit', () => child.kill('SIGKILL')); // it has nothing to lose, and may be stuck
  const { api, token } = await addressOf(child);
  return new DiscordConnection('demo', api, token);
}

async function addressOf(child: ChildProcess): Promise<{ api: string; token: string }> {
  if (!child.stdout) throw new Unavailable('the embedded Discord');
  const line = once(createInterface(child.stdout), 'line').then(([text]) => String(text));
  const ended = once(child, 'exit').then(([code]) => {
    throw new Unavailable('the embedded Discord', new Error(`it ended with code ${code}`));
  });
  return JSON.parse(await Promise.race([line, ended])) as { api: string; token: string };
}
