import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.js';

/** Where Debian has PostgreSQL's programs; `undefined` where it is not installed. */
const programs = programsIn('/usr/lib/postgresql');

/** Without PostgreSQL these tests are skipped, and their titles say so; a machine that sets CI must have it. */
export const isWithoutPostgres = programs === undefined && !process.env['CI'];
export const onPostgres = isWithoutPostgres ? 'on PostgreSQL (skipped: apt install postgresql)' : 'on PostgreSQL';

/** Milliseconds for one of its programs: one that never ends would hold up all tests. */
const PATIENT_MS = 30_000;
const PASSWORD = 'p@ss word/of:tests';
/** PostgreSQL refuses to run as root; its Debian package brings a user for it. */
const isRoot = process.getuid?.() === 0;

function programsIn(folder: string): string | undefined {
  const versions = existsSync(folder) ? readdirSync(folder) : [];
  return versions.map((version) => join(folder, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

/** A PostgreSQL server of the tests' own, with its data in a folder that goes with it. */
export class Postgres {
  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(): Promise<Postgres> {
    const folder = mkdtempSync(join(tmpdir(), 'shardwatch-postgres-'));
    const server = new Postgres(folder, await freePort());
    if (isRoot) chownSync(folder, idOf('-u'), idOf('-g'));
    writeFileSync(join(folder, 'password'), PASSWORD, { mode: 0o644 });
    const auth = ['--auth-local=trust', '--auth-host=scram-sha-256', `--pwfile=${join(folder, 'password')}`];
    must(asUser([program('initdb'), '-D', server.data, '-U', 'tests', '-E', 'UTF8', '--no-sync', ...auth]));
    server.resume();
    server.endWithUs();
    return server;
  }

  /** Address of a database, with its password. */
  url(database = 'postgres', { user = 'tests', password = PASSWORD } = {}): string {
    return `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${this.port}/${database}`;
  }

  /** Does something as the database's own administrator. @returns what it printed, one row a line */
  sql(statements: string, database = 'postgres'): string {
    const args = ['-h', this.folder, '-p', String(this.port), '-U', 'tests', '-d', database, '-At', '-c', statements];
    return must(asUser([program('psql'), ...args])).trim();
  }

  /** Stops as a machine would that loses its power. */
  cut(): void {
    must(asUser([program('pg_ctl'), 'stop', '-D', this.data, '-m', 'immediate', '-w']));
  }

  /** Starts again after `cut`. */
  resume(): void {
    const settings = `-c fsync=off -c listen_addresses=127.0.0.1 -c port=${this.port} -c shared_buffers=16MB -c unix_socket_directories=${this.folder}`;
    const log = join(this.folder, 'log');
    must(asUser([program('pg_ctl'), 'start', '-D', this.data, '-w', '-l', log, '-o', settings]));
  }

  /** Stands still as a machine would that swaps, while `act` runs: it takes connections, and says nothing. */
  async frozen<T>(act: () => Promise<T>): Promise<T> {
    const [line = ''] = readFileSync(join(this.data, 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(line), 'SIGSTOP'); // from now on it has no more children, and some may have ended
    const children = spawnSync('pgrep', ['-P', line], { encoding: 'utf8' }).stdout.split('\n');
    const pids = [...children.filter((pid) => pid !== ''), line];
    spawnSync('kill', ['-s', 'STOP', ...pids]);
    try {
      return await act();
    } finally {
      spawnSync('kill', ['-s', 'CONT', ...pids]);
    }
  }

  private get data(): string {
    return join(this.folder, 'data');
  }

  /** However this process ends, the pipe to this guard ends with it: then the server stops, and its folder goes. */
  private endWithUs(): void {
    const order = `cat >/dev/null; ${program('pg_ctl')} stop -D ${this.data} -m immediate; rm -rf ${this.folder}`;
    const [command = '', ...args] = wrapped(['sh', '-c', order]);
    const guard = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    guard.unref();
    (guard.stdin as unknown as { unref(): void }).unref();
  }
}

let server: Promise<Postgres> | undefined;

/** The one server of all tests, started when it is asked for first. */
export function postgres(): Promise<Postgres> {
  return (server ??= Postgres.start());
}

const program = (name: string) => join(programs ?? '', name);
const idOf = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);

function wrapped(command: readonly string[]): readonly string[] {
  if (!isRoot) return command;
  return ['setpriv', `--reuid=${idOf('-u')}`, `--regid=${idOf('-g')}`, '--clear-groups', ...command];
}

function asUser(command: readonly string[]): SpawnSyncReturns<string> {
  const [name = '', ...args] = wrapped(command);
  // In a file system of everybody: the tests' own folder may be closed to that user. pg_ctl's child keeps its pipes open.
  const stdio = command[0]?.endsWith('pg_ctl') ? 'ignore' : 'pipe';
  return spawnSync(name, args, {
    encoding: 'utf8',
    cwd: '/',
    stdio,
    timeout: PATIENT_MS,
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
  });
}

function must({ status, stdout, stderr, error }: SpawnSyncReturns<string>): string {
  if (status !== 0) throw new Error(`PostgreSQL: ${error?.message ?? stderr ?? `ended with ${status}`}`);
  return stdout ?? '';
}
