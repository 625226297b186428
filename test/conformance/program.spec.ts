import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/embedded-discord/main.js', import.meta.url));
const isBuilt = existsSync(program);

interface Ended {
  readonly code: number | null;
  readonly error: string;
}

describe.skipIf(!isBuilt)(`the program${isBuilt ? '' : ' (skipped: npm run build has not been run)'}`, () => {
  const children: ChildProcess[] = [];

  function start(
    first: string | Record<string, string>,
    ...more: string[]
  ): ChildProcess & { readonly ended: Promise<Ended> } {
    const args = typeof first === 'string' ? [first, ...more] : more;
    const env = typeof first === 'string' ? process.env : { ...process.env, ...first };
    const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    children.push(child);
    let error = '';
    child.stderr?.on('data', (data: Buffer) => (error += data.toString()));
    const ended = once(child, 'exit').then(([code]) => ({ code: code as number | null, error }));
    return Object.assign(child, { ended });
  }

  async function firstLine(child: ChildProcess): Promise<Record<string, string>> {
    if (!child.stdout) throw new Error('No output');
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    return JSON.parse(line) as Record<string, string>;
  }

  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  it('says where it is, in one line of JSON, and is there', async () => {
    const { api, gateway, token, applicationId } = await firstLine(start('--traffic', 'off', '--latency', 'off'));

    const response = await fetch(`${api}/v10/gateway/bot`, { headers: { authorization: `Bot ${token}` } });

    expect(await response.json()).toMatchObject({ url: gateway, shards: 4 });
    expect(api).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api$/);
    expect(applicationId).toMatch(/^\d{17,20}$/);
  });

  it('says where its control API is, and with which key', async () => {
    const { control, controlKey } = await firstLine(start('--guilds', '3', '--traffic', 'off'));

    const response = await fetch(`${control}/state`, { headers: { authorization: `Bearer ${controlKey}` } });

    expect(await response.json()).toMatchObject({ world: { guilds: 3 } });
    expect(controlKey).toMatch(/^[\w-]{43}$/);
  });

  it('leaves the control API out when asked', async () => {
    expect(Object.keys(await firstLine(start('--control', 'off')))).toEqual([
      'api',
      'gateway',
      'token',
      'applicationId',
    ]);
  });

  it('does not start a control API next to real data', async () => {
    expect(await start({ NODE_ENV: 'production' }).ended).toEqual({
      code: 1,
      error: 'The control API does not start with NODE_ENV=production; use --control off, or set DEMO=true\n',
    });
  });

  it('says in one line that the port of its control API is in use, and ends with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    expect(await start('--control-port', String(port)).ended).toEqual({ code: 1, error: `Port ${port} is in use\n` });
    other.close();
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends with 0 on %s', async (signal) => {
    const child = start('--guilds', '1');
    await firstLine(child);

    child.kill(signal);

    expect(await child.ended).toEqual({ code: 0, error: '' });
  });

  it('ends with the program that started it', async () => {
    const child = start('--guilds', '1');
    await firstLine(child);

    child.disconnect();

    expect(await child.ended).toEqual({ code: 0, error: '' });
  });

  it('says in one line what is wrong with its options, and ends with 64', async () => {
    expect(await start('--shards', 'x').ended).toEqual({
      code: 64,
      error: '--shards takes a whole number from 1 to 16384\n',
    });
  });

  it('says in one line that its port is in use, and ends with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    expect(await start('--port', String(port)).ended).toEqual({ code: 1, error: `Port ${port} is in use\n` });
    other.close();
  });
});
