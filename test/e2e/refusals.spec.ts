import { once } from 'node:events';
import { createServer } from 'node:http';
import { mkdtempSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAndEnd, startShardwatch } from './start.js';

/** A stack trace names files and lines; a person needs none to change a setting. */
const STACK = /\n\s+at /;
const EX_CONFIG = 78;

describe('a start that cannot succeed', () => {
  const folder = () => mkdtempSync(join(tmpdir(), 'shardwatch-refusal-'));

  it('names every wrong setting at once, and never a value', async () => {
    const { code, output } = await startAndEnd({ PORT: 'hunter2', DISCORD_TOKEN: 'hunter2', INTENTS: 'hunter2' });

    expect(code).toBe(EX_CONFIG);
    expect(output).toMatch(/PORT must be[^]*DISCORD_TOKEN does not|DISCORD_TOKEN does not[^]*PORT must be/);
    expect(output).toContain('INTENTS has a name that is none of');
    expect(output).not.toContain('hunter2');
    expect(output).not.toMatch(STACK);
  });

  it('says that the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = (server.address() as AddressInfo).port;
    const { code, output } = await startAndEnd({ PORT: String(port), DATA_DIR: folder() });
    server.close();

    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is in use by another program.`);
    expect(output).not.toMatch(STACK);
  });

  it('says that DATA_DIR is no folder', async () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    const { code, output } = await startAndEnd({ DATA_DIR: file });

    expect(code).toBe(EX_CONFIG);
    expect(output).toContain('DATA_DIR is not a folder that can be written to');
    expect(output).not.toMatch(STACK);
  });

  it('says that another process uses the same store', async () => {
    const dataDir = folder();
    const first = await startShardwatch({ DATA_DIR: dataDir });
    const { code, output } = await startAndEnd({ DATA_DIR: dataDir });
    await first.stop();

    expect(code).toBe(75);
    expect(output).toContain(`Another Shardwatch (process ${first.process.pid}`);
    expect(output).toMatch(/already runs this bot: .+ Stop it first/);
    expect(output).not.toMatch(STACK);
  });

  it('stays on this machine as long as nobody can sign in, and says the way out', async () => {
    const { code, output } = await startAndEnd({ HOST: '0.0.0.0', DATA_DIR: folder() });

    expect(code).toBe(EX_CONFIG);
    expect(output).toContain('HOST lets others reach the pages, and nobody could sign in');
    expect(output).toContain('set DISCORD_CLIENT_SECRET, API_KEY or SIGNIN_LINK=true, or leave HOST at 127.0.0.1');
    expect(output).not.toMatch(STACK);
  });

  it.each([
    ['API_KEY', 'k'.repeat(40)],
    ['DISCORD_CLIENT_SECRET', 's'.repeat(32)],
    ['SIGNIN_LINK', 'true'],
  ])('is none on any address with %s: somebody can sign in', async (name, value) => {
    const app = await startShardwatch({ HOST: '0.0.0.0', [name]: value });
    const { status } = await fetch(`${app.url}/health/live`);
    await app.stop();

    expect(status).toBe(200);
    expect(app.output()).not.toContain('only from this machine');
    expect(app.output()).toContain('Others get 421 until PUBLIC_URL says by which address they come');
  });

  it('wants a token in production, unless the demo is asked for', async () => {
    const { code, output } = await startAndEnd({ NODE_ENV: 'production' });

    expect(code).toBe(EX_CONFIG);
    expect(output).toContain('DISCORD_TOKEN is missing: in production set it, or set DEMO=true to show the demo');
  });
});
