/** The processes of a benchmark: the source on the first core this process may use, the subjects on the last. */
import { spawn, spawnSync } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ANSWER_WITHIN_MS = 90_000;
export const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const alive = new Set();
process.once('exit', () => alive.forEach((child) => child.kill('SIGKILL')));

/** The first and the last core, or `null` where nothing can be pinned. */
function cores() {
  try {
    const [, list] = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'));
    const [first, last] = [list.split(/[,-]/)[0], list.split(/[,-]/).at(-1)];
    const works = spawnSync('taskset', ['-c', last, 'true']).status === 0;
    return works && first !== last ? { source: first, subject: last } : null;
  } catch {
    return null;
  }
}
export const pinned = cores();

/** @param core `source` or `subject` */
export function start(core, args, env) {
  const command = [...(pinned ? ['taskset', '-c', pinned[core]] : []), process.execPath, ...args];
  const child = spawn(command[0], command.slice(1), {
    ...{ cwd: tmpdir(), env: { PATH: process.env.PATH, ...env } }, // nothing of the user's own environment
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  alive.add(child);
  const messages = on(child, 'message', { close: ['exit'] });
  const heard = async () => {
    const late = sleep(
      ANSWER_WITHIN_MS,
      { value: [{ error: `waited ${ANSWER_WITHIN_MS} ms in vain` }] },
      { ref: false },
    );
    const { value: [said] = [{ error: 'ended early' }] } = await Promise.race([messages.next(), late]);
    if (said.error) throw new Error(`${args.at(-1)}: ${said.error}`);
    return said;
  };
  const asked = (order) => {
    child.send(order);
    return heard();
  };
  const end = async (signal = 'SIGKILL') => {
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    alive.delete(child);
  };
  return { pid: child.pid, heard, asked, end };
}

export const startSource = () => start('source', [here('source.mjs')]);

/** A port that nobody listens at. */
export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** A folder for a store, and what removes it. */
export function storeFolder() {
  const path = mkdtempSync(join(tmpdir(), 'shardwatch-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Our program as `npm start` starts it, with its defaults but for the address, the store and the intents. */
export function startApp({ token, api, intents, port = 0 }) {
  const { path: dataDir, remove } = storeFolder();
  const env = {
    DISCORD_TOKEN: token,
    DISCORD_API_URL: api,
    INTENTS: intents.join(','),
    PORT: String(port),
    DATA_DIR: dataDir,
    PUBLIC_VIEW: 'full',
  };
  const child = start('subject', ['--import', here('probe.mjs'), here('../../dist/main.js')], env);
  const end = async () => {
    await child.end();
    remove();
  };
  return { ...child, end, token };
}

export function startBare({ token, api, settings }) {
  const known = { ...settings, token, apiUrl: api, mode: 'real' };
  const env = { BENCH_BARE: JSON.stringify(known, (_key, value) => value ?? null) };
  return { ...start('subject', ['--import', here('probe.mjs'), here('bare.mjs')], env), token };
}
