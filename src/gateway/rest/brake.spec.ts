import { now } from '../../bus/now.js';
import { Brake } from './brake.js';
import { InvalidRequests } from './invalid-requests.js';
import { RequestHeld } from './request-held.js';
import { type RequestRoute, requestRoute } from './request-route.js';

const api = 'https://discord.test/api';
const route = (name: string): RequestRoute => requestRoute('GET', `${api}/${name}`, api);
const callback = requestRoute('POST', `${api}/interactions/1187402291846283264/token/callback`, api);

/** A minute that lasts 300 ms. */
const limits = { timeFactor: 200 };
const MINUTE = 300;

function braked() {
  const invalid = new InvalidRequests(limits);
  const brake = new Brake(invalid, limits);
  const pass = (of: RequestRoute, withinMs = 0, signal = new AbortController().signal) =>
    brake.pass(of, { until: now() + withinMs, signal });
  /** So many requests to a route come back as invalid. */
  const refused = async (count: number, of: RequestRoute) => {
    for (let index = 0; index < count; index++) {
      await pass(of);
      invalid.note({ at: now(), route: of.label, status: 403 });
      brake.back({ isWelcome: true });
    }
  };
  return { brake, invalid, pass, refused };
}

describe('the brake', () => {
  it('lets everything pass while all is well', async () => {
    const { brake, pass } = braked();

    for (let index = 0; index < 500; index++) {
      await pass(route('users'));
      brake.back({ isWelcome: true });
    }

    expect(brake.held(now())).toBeNull();
  });

  it('holds back the one route that is refused all the time, and no other', async () => {
    const { brake, pass, refused } = braked();
    await refused(25, route('users'));

    await expect(pass(route('users'))).rejects.toBeInstanceOf(RequestHeld);
    await expect(pass(route('guilds'))).resolves.toBeUndefined();
    expect(brake.held(now())?.until).toBeGreaterThan(now());
  });

  it('keeps the last ten for answers to interactions, and lets no more than fifty out', async () => {
    const { pass, refused } = braked();
    await refused(25, route('users'));
    await refused(15, route('guilds'));

    await expect(pass(route('channels'))).rejects.toBeInstanceOf(RequestHeld);
    await refused(10, callback);
    await expect(pass(callback)).rejects.toBeInstanceOf(RequestHeld);
  });

  it('counts what is on its way as if it were refused', async () => {
    const { brake, pass } = braked();
    for (let index = 0; index < 40; index++) await pass(route('users'));
    let isOut = false;

    const next = pass(route('guilds'), 10_000).then(() => (isOut = true));
    await pass(callback);
    expect(isOut).toBe(false);
    brake.back({ isWelcome: true });
    brake.back({ isWelcome: true });
    await next;

    expect(brake.inFlight).toBe(40);
  });

  it('lets go once the minute is over', async () => {
    const { pass, refused } = braked();
    const since = now();
    await refused(25, route('users'));

    await pass(route('users'), 10_000);

    expect(now() - since).toBeGreaterThanOrEqual(MINUTE);
  });

  it('lets no more than fifty come back as refused in any minute, however many ask', async () => {
    const { brake, pass, invalid } = braked();
    const refusedAt: number[] = [];
    const ask = async (of: RequestRoute) => {
      while (refusedAt.length < 160) {
        await pass(of, 60_000);
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
        const at = now();
        invalid.note({ at, route: of.label, status: 429 });
        refusedAt.push(at);
        brake.back({ isWelcome: true });
      }
    };

    await Promise.all(Array.from({ length: 90 }, (_, index) => ask(index % 3 ? route(`room${index}`) : callback)));

    const inMinuteFrom = (since: number) => refusedAt.filter((at) => at >= since && at < since + MINUTE).length;
    expect(Math.max(...refusedAt.map(inMinuteFrom))).toBeLessThanOrEqual(50);
  });

  it('refuses at once who cannot wait as long as needed', async () => {
    const { brake, pass } = braked();
    brake.shutOut(now() + 3_600_000, 'a test says so');

    await expect(pass(route('users'), 60_000)).rejects.toThrow('a test says so');
  });

  it('lets one go alone after a time without requests, and all once that one was welcome', async () => {
    const { brake, pass } = braked();
    brake.shutOut(now() + 20, 'a test says so');

    await pass(route('users'), 5_000);
    await expect(pass(route('users'), 20)).rejects.toBeInstanceOf(RequestHeld);
    brake.back({ isWelcome: false });
    await pass(route('users'));
    brake.back({ isWelcome: true });

    await expect(Promise.all([pass(route('users')), pass(route('users'))])).resolves.toBeDefined();
  });

  it('holds nobody who has given up', async () => {
    const { brake, pass } = braked();
    brake.shutOut(now() + 10_000, 'a test says so');
    const caller = new AbortController();

    const waiting = pass(route('users'), 60_000, caller.signal);
    caller.abort(new Error('never mind'));

    await expect(waiting).rejects.toThrow('never mind');
  });

  it('does not hold more than a thousand', async () => {
    const { brake, pass } = braked();
    brake.shutOut(now() + 500, 'a test says so');

    const waiting = Array.from({ length: 1_000 }, () => pass(route('users'), 60_000));
    await expect(pass(route('users'), 60_000)).rejects.toBeInstanceOf(RequestHeld);
    for (const one of waiting) void one.then(() => brake.back({ isWelcome: true }));
    await Promise.all(waiting);

    expect(brake.inFlight).toBe(0);
  });
});
