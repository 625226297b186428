/**
 * How long it takes from the start of the program to its first page, with Discord up and with Discord down, in turn.
 * Usage: npm run bench:start [-- RUNS]. The ratio is the figure to trust; the milliseconds depend on the machine.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './bench/children.mjs';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const { EmbeddedDiscord } = await import(join(dist, 'embedded-discord/embedded-discord.js'));
const runs = Number(process.argv[2] ?? 9);

async function firstPageMs(token, api) {
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    PORT: String(port),
    DISCORD_TOKEN: token,
    DISCORD_API_URL: api,
    PUBLIC_VIEW: 'full',
  };
  env.DATA_DIR = mkdtempSync(join(tmpdir(), 'shardwatch-bench-'));
  const begun = performance.now();
  const app = spawn(process.execPath, [join(dist, 'main.js')], { env, cwd: tmpdir(), stdio: 'ignore' });
  for (;;) {
    const page = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
    if (page?.ok && (await page.text())) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const took = performance.now() - begun;
  app.kill('SIGKILL');
  await new Promise((resolve) => app.once('exit', resolve));
  return took;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const took = { up: [], down: [] };
const away = `http://127.0.0.1:${await freePort()}/api`;
for (let run = 0; run < runs; run++) {
  const discord = await EmbeddedDiscord.start({ traffic: false, mishaps: false });
  took.up.push(await firstPageMs(discord.token, discord.api));
  took.down.push(await firstPageMs(discord.token, away));
  await discord.stop();
}
const [up, down] = [median(took.up), median(took.down)];
console.log(`first page with Discord up:   ${Math.round(up)} ms (median of ${runs})`);
console.log(`first page with Discord down: ${Math.round(down)} ms`);
console.log(`ratio: ${(down / up).toFixed(2)} (at most 1.2)`);
process.exit(0);
