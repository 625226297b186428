import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The program as `npm start` starts it. */
export interface Shardwatch {
  /** Address of the dashboard, without a slash at the end. */
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** Ends it with SIGTERM, and waits for its end. */
  stop(): Promise<{ code: number | null; tookMs: number }>;
  /** Ends it with SIGKILL, as a machine that dies would, and waits for its end. */
  kill(): Promise<void>;
}

/** How it is started. */
export interface StartOptions {
  /** A folder for its store that outlives it; without one it has a folder of its own, that goes with it. */
  readonly dataDir?: string;
}

/** Milliseconds; a busy machine that starts several programs at once is slow. */
const STARTED_WITHIN_MS = 60_000;
/** However busy the machine is: the verdict changes for what a test does, unless it is about these limits. */
export const PATIENT = {
  LIMIT_ACKNOWLEDGEMENT_MS: '60000',
  LIMIT_CANARY_MS: '60000',
  LIMIT_EVENT_LOOP_LAG_MS: '10000',
  LIMIT_LATENCY_MS: '10000',
};
/** For tests in which silence must be noticed as soon as with the settings that the program has by itself. */
export const ATTENTIVE = { LIMIT_ACKNOWLEDGEMENT_MS: '10000', LIMIT_CANARY_MS: '10000' };
const PROGRAM = join(import.meta.dirname, '../../dist/main.js');

/**
 * Starts the built program on a free port, and waits until its pages are up.
 * Nothing of the tester's own environment reaches it but the PATH.
 */
export async function startShardwatch(
  env: Record<string, string> = {},
  options: StartOptions = {},
): Promise<Shardwatch> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'shardwatch-e2e-'));
  const run = launch({ PORT: '0', DATA_DIR: dataDir, ...env });
  const url = await waitFor(
    () => /The dashboard is at (http:\/\/[^\s/"]+)/.exec(run.output())?.[1],
    run,
    STARTED_WITHIN_MS,
  );
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(run.process, 'exit');
    if (run.process.exitCode === null && run.process.signalCode === null) {
      run.process.kill(signal);
      await ended;
    }
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  const stop = async () => {
    const begun = Date.now();
    await end('SIGTERM');
    return { code: run.process.exitCode, tookMs: Date.now() - begun };
  };
  return { ...run, url, stop, kill: () => end('SIGKILL') };
}

/** Starts the built program where it is expected to refuse, and waits for its end. */
export async function startAndEnd(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const run = launch({ PORT: '0', ...env });
  await once(run.process, 'exit');
  return { code: run.process.exitCode, output: run.output() };
}

/** Starts the built program and kills it (SIGKILL) so many milliseconds later, wherever it is then. */
export async function startAndKill(env: Record<string, string>, afterMs: number): Promise<void> {
  const { process: child } = launch({ PORT: '0', ...env });
  const ended = once(child, 'exit');
  setTimeout(() => child.kill('SIGKILL'), afterMs);
  await ended;
}

/** Starts the built program, and waits for nothing. What it shows, it shows to everybody, unless a test says otherwise. */
export function launch(env: Record<string, string>): Pick<Shardwatch, 'process' | 'output'> {
  const child = spawn(process.execPath, [PROGRAM], {
    cwd: tmpdir(), // no .env of the tester's
    env: { PATH: process.env['PATH'], LOG_FORMAT: 'json', PUBLIC_VIEW: 'full', ...PATIENT, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { process: child, output: () => output };
}

/** The first answer of `look` that is not nothing; asked 20 times a second for at most 20 s. */
export async function waitFor<T>(
  look: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  run?: Pick<Shardwatch, 'process' | 'output'>,
  withinMs = 20_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (run && run.process.exitCode !== null) throw new Error(`The program ended early:\n${run.output()}`);
    if (Date.now() > until) throw new Error(`Waited ${withinMs} ms in vain. ${run?.output() ?? ''}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
