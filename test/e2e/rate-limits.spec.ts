import { type Shardwatch, startShardwatch } from './start.js';
import { Visitor, signedIn } from './visitor.js';

const DISCORD_TOKEN = `MTE0ODU5MjQ2MzM2NDYzMjU3Ng.abcdef.${'x'.repeat(38)}`;
const API_KEY = 'the-first-key-of-this-house-0123456789';
const BOT = { DISCORD_TOKEN, DISCORD_API_URL: 'http://127.0.0.1:9/api', PUBLIC_VIEW: 'none', API_KEY };

const WRONG = { accept: 'application/json', authorization: `Bearer sw_${'x'.repeat(43)}` };
const RIGHT = { accept: 'application/json', authorization: `Bearer ${API_KEY}` };

describe('too much from one address', () => {
  let app: Shardwatch;
  beforeAll(async () => (app = await startShardwatch({ ...BOT, TRUST_PROXY: '127.0.0.1' })));
  afterAll(() => app.stop());

  /** Somebody at an address of their own, or at one that others have too. */
  function somebody(address?: string): Visitor {
    const visitor = new Visitor(app);
    if (address !== undefined) visitor.address = address;
    return visitor;
  }

  /** What so many requests, one after the other, are answered with, and the last answer. */
  async function ask(times: number, send: () => Promise<Response>): Promise<{ codes: number[]; last: Response }> {
    const codes: number[] = [];
    for (;;) {
      const last = await send();
      codes.push(last.status);
      if (codes.length >= times) return { codes, last };
      await last.arrayBuffer();
    }
  }

  function expectWait({ headers }: Response): void {
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
  }

  it.each([
    ['looks at a link', (from: Visitor) => from.get('/signin/link/guess'), 403],
    ['uses of a link', (from: Visitor) => from.post('/signin/link/guess'), 403],
    ['ways to Discord', (from: Visitor) => from.get('/signin/discord'), 303],
    ['ways back from Discord', (from: Visitor) => from.get('/SIGNIN/discord/back?code=x'), 303],
    ['clicks for the demo', (from: Visitor) => from.post('/signin/demo'), 303],
  ])('is more than 30 tries to sign in within a minute: %s', async (_, send, code) => {
    const visitor = somebody();
    const { codes, last } = await ask(31, () => send(visitor));
    const page = await last.text();

    expect(codes).toEqual([...Array<number>(30).fill(code), 429]);
    expectWait(last);
    expect(last.headers.get('content-type')).toMatch('text/html');
    expect(page).toContain('The bot is not affected.');
    expect(page).toMatch(/Try again in \d+\u00a0s\./);
    expect((await visitor.get('/signin')).status).toBe(200);
    expect((await send(somebody())).status).toBe(code);
  });

  it('is more than 30 wrong keys within a minute; a right one gets in, and so does a session', async () => {
    const visitor = await signedIn(app);
    const program = somebody(visitor.address);
    const { codes, last } = await ask(40, () => program.get('/api/v1/status', WRONG));

    expect(codes).toEqual([...Array<number>(30).fill(401), ...Array<number>(10).fill(429)]);
    expectWait(last);
    expect(last.headers.get('content-type')).toMatch('application/problem+json');
    expect(await last.json()).toMatchObject({
      status: 429,
      detail: expect.stringMatching(/^Try again in \d+ s\.$/) as string,
    });
    expect((await program.get('/api/v1/status', RIGHT)).status).toBe(200);
    expect((await visitor.get('/')).status).toBe(200);
  });

  it('is more than 60 changes within a minute; those of strangers do not count for people with a role', async () => {
    const program = somebody();
    const send = (headers: Record<string, string>) => () => program.post('/api/v1/keys', {}, headers);
    const strangers = await ask(61, send({ accept: 'application/json' }));
    const known = await ask(61, send(RIGHT));

    expect(strangers.codes).toEqual([...Array<number>(60).fill(401), 429]);
    expect(known.codes).toEqual([...Array<number>(60).fill(400), 429]);
    expectWait(known.last);
    expect((await program.get('/api/v1/keys', RIGHT)).status).toBe(200);
  });

  it('never holds up probes, scrapers and assets, whatever they send', async () => {
    const probe = somebody();
    const html = await (await probe.get('/signin')).text();
    const asset = /href="(\/assets\/[^"]+)"/.exec(html)?.[1] ?? '';
    await ask(31, () => probe.get('/api/v1/status', WRONG));
    const { codes } = await ask(40, () => probe.get('/health/live', WRONG));

    expect(codes).toEqual(Array<number>(40).fill(200));
    expect((await probe.get(asset, WRONG)).status).toBe(200);
    expect((await probe.get('/metrics', WRONG)).status).not.toBe(429);
  });

  it('counts a network of IPv6 as one address', async () => {
    const codes: number[] = [];
    for (let host = 1; host <= 31; host += 1) {
      codes.push((await somebody(`2001:db8:1:${host}::${host}`).get('/signin/link/guess')).status);
    }

    expect(codes.at(-1)).toBe(429);
    expect((await somebody('2001:db8:2::1').get('/signin/link/guess')).status).toBe(403);
  });

  it('is in the log once', async () => {
    const visitor = somebody();
    await ask(40, () => visitor.get('/signin/link/guess'));
    const lines = app.output().match(new RegExp(`Too many requests \\(sign-in\\) from ${visitor.address}`, 'g'));

    expect(lines).toHaveLength(1);
  });
});
