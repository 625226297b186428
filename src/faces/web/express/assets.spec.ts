import express from 'express';
import type { Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type IncomingHttpHeaders, get } from 'node:http';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Assets } from './assets.js';

const dir = join(import.meta.dirname, '../../../../dist/assets');

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

describe('the assets', () => {
  const assets = Assets.in(dir);
  const { site = '', live = '' } = assets.paths('');
  let server: Server;
  beforeAll(async () => {
    const app = express().use('/assets', assets.serve());
    await new Promise<void>((resolve) => (server = app.listen(0, '127.0.0.1', () => resolve())));
  });
  afterAll(() => server.close());

  /** As a browser gets it: nothing unpacked on the way. */
  async function ask(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      }).on('error', reject);
    });
  }

  it('lie below the path under which the reader came', () => {
    expect(assets.paths('/ops').site).toMatch(/^\/ops\/assets\/site\.[\w-]{8}\.css$/);
  });

  it.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ] as const)('come compressed with %s to who can read it', async (encoding, accepted, unpacked) => {
    const [plain, packed] = [await ask(site), await ask(site, { 'accept-encoding': accepted })];

    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(packed.headers).toMatchObject({ 'content-encoding': encoding, vary: 'Accept-Encoding' });
    expect(packed.body.length).toBeLessThan(plain.body.length / 4);
    expect(unpacked(packed.body).equals(plain.body)).toBe(true);
  });

  it('are kept for good, and told apart when somebody asks again all the same', async () => {
    const first = await ask(live);
    const again = await ask(live, { 'if-none-match': String(first.headers.etag) });

    expect(first.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(first.headers['content-type']).toMatch(/^text\/javascript/);
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  it.each([
    ['with the fingerprint of another version', site.replace(/\.[\w-]{8}\./, '.AAAAAAAA.')],
    ['without a fingerprint', '/assets/site.css'],
    ['that only the build needs', '/assets/.vite/manifest.json'],
    ['outside of the folder', '/assets/../main.js'],
    ['outside of the folder, written otherwise', '/assets/..%2fmain.js'],
  ])('do not answer for a file %s', async (_, path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it('say what to do when they are not built', () => {
    expect(() => Assets.in(join(dir, 'nowhere'))).toThrow('npm run build');
  });

  it('name whose work is in them', async () => {
    expect((await ask(site)).body.toString()).toMatch(/^\/\*! bootstrap [^]*fontawesome[^]*uplot [^]*\*\//);
  });
});
