import { type Shardwatch, startShardwatch } from './start.js';

/** Bytes. */
const MOST = 65_536;

const kinds = [
  ['a form', 'application/x-www-form-urlencoded', (size: number) => `next=${'x'.repeat(size - 5)}`],
  ['JSON', 'application/json', (size: number) => `["${'x'.repeat(size - 4)}"]`],
] as const;

describe('what is sent', () => {
  let app: Shardwatch;
  beforeAll(async () => (app = await startShardwatch()));
  afterAll(() => app.stop());

  const post = (body: string | ReadableStream, type: string, accept: string) =>
    fetch(`${app.url}/nowhere`, {
      ...{ method: 'POST', headers: { 'content-type': type, accept }, body },
      ...(typeof body === 'string' ? {} : { duplex: 'half' }),
    });

  it.each(kinds)('may have 64 KB and no more: %s', async (_, type, ofSize) => {
    const page = await post(ofSize(MOST + 1), type, 'text/html');
    const program = await post(ofSize(MOST + 1), type, 'application/json');

    expect((await post(ofSize(MOST), type, 'text/html')).status).toBe(404);
    expect([page.status, program.status]).toEqual([413, 413]);
    expect(await page.text()).toContain('The bot is not affected, and nothing was done.');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(program.headers.get('content-type')).toMatch('application/problem+json');
    expect(await program.json()).toMatchObject({ status: 413 });
  });

  it.each(kinds)('may not have more in pieces either: %s', async (_, type, ofSize) => {
    const body = new Blob([ofSize(MOST), ofSize(MOST)]).stream();

    expect((await post(body, type, 'text/html')).status).toBe(413);
  });
});
