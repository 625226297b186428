import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from './start.js';

const root = join(import.meta.dirname, '../..');
/** What is not in the bundle; `pg` is not needed for a store in a file. */
const APART = ['libsql', 'swagger-ui-dist'];

interface Described {
  readonly paths: Record<string, { readonly get: { readonly responses: object } }>;
}

/** An installation that has the built program and nothing of node_modules but what is not in the bundle. */
function bareInstallation(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'shardwatch-bundle-')));
  mkdirSync(join(folder, 'node_modules'));
  for (const name of APART) {
    symlinkSync(realpathSync(join(root, 'node_modules', name)), join(folder, 'node_modules', name));
  }
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  cpSync(join(root, 'views'), join(folder, 'views'), { recursive: true });
  for (const part of ['main.js', 'bundle', 'assets', 'embedded-discord/main.js']) {
    cpSync(join(root, 'dist', part), join(folder, 'dist', part), { recursive: true });
  }
  return folder;
}

describe('the bundle', () => {
  let folder: string;
  let program: ChildProcess;
  let url: string;

  beforeAll(async () => {
    folder = bareInstallation();
    const env = { PATH: process.env['PATH'], PORT: '0', DATA_DIR: join(folder, 'data'), LOG_FORMAT: 'json' };
    program = spawn(process.execPath, [join(folder, 'dist/main.js')], { cwd: tmpdir(), env });
    let output = '';
    for (const stream of [program.stdout, program.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
    const run = { process: program, output: () => output };
    url = await waitFor(() => /The dashboard is at (http:\/\/[^\s/"]+)/.exec(output)?.[1], run, 60_000);
  });
  afterAll(async () => {
    const ended = program.exitCode === null ? once(program, 'exit') : null;
    program.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  it('has all that the demo needs, but for what is native or has files of its own', async () => {
    const isOperational = async () => (await fetch(`${url}/health/bot`)).ok;

    expect(await waitFor(isOperational)).toBe(true);
    expect((await fetch(`${url}/`)).headers.get('content-type')).toMatch('text/html');
    expect((await fetch(`${url}/metrics`)).ok).toBe(true);
    expect((await fetch(`${url}/api/docs/swagger-ui.css`)).ok).toBe(true);
  });

  it('describes the health endpoints, too: Terminus and we have the same Swagger', async () => {
    const { paths } = (await (await fetch(`${url}/api/docs-json`)).json()) as Described;

    expect(Object.keys(paths['/health/ready']?.get.responses ?? {})).toEqual(expect.arrayContaining(['200', '503']));
  });

  it.each([
    ['@discordjs/ws', 'SimpleShardingStrategy = class'],
    ['@discordjs/rest', 'REST = class'],
    ['discord-api-types', 'GatewayOpcodes["Dispatch"]'],
    ['@nestjs/common', 'BadRequestException = class'],
    ['@nestjs/core', 'NestContainer = class'],
    ['@nestjs/swagger', 'SwaggerModule = class'],
    ['class-validator', 'ValidationExecutor = class'],
    ['class-transformer', 'TransformOperationExecutor = class'],
    ['reflect-metadata', '@reflect-metadata:registry'],
  ])('has one copy of %s', (_name, mark) => {
    const chunks = readdirSync(join(root, 'dist/bundle')).filter((name) => name.endsWith('.js'));
    const code = chunks.map((name) => readFileSync(join(root, 'dist/bundle', name), 'utf8')).join('\n');

    expect(code.split(mark)).toHaveLength(2);
  });
});
