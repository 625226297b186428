import type { Request, Response } from 'express';
import { EventEmitter } from 'node:events';
import { AuthSettings } from '../config/auth.settings.js';
import { DiscordConnection } from '../config/connection.js';
import { WebSettings } from '../config/web.settings.js';
import { KeyBook } from '../store/key.book.js';
import { Store } from '../store/store.js';
import { WebSessionBook } from '../store/web-session.book.js';
import type { Asked } from './asking.js';
import { Keys } from './keys.js';
import { OpenStreams } from './open-streams.js';
import { Owners } from './owners.js';
import { PublicAddress } from './public-address.js';
import { Roles } from './roles.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions } from './sessions.js';
import { Visitors } from './visitors.js';

const START = 1_800_000_000_000;
const HOUR = 3_600_000;
/** Milliseconds within which an open stream is looked at again. */
const LOOKED_AT_WITHIN = 60_000;

/** An answer that stands open. */
class Open extends EventEmitter {
  isDestroyed = false;

  destroy(): void {
    this.isDestroyed = true;
    this.emit('close');
  }
}

describe('an open stream', () => {
  let store: Store;
  let sessions: Sessions;
  let keys: Keys;
  let visitors: Visitors;
  let streams: OpenStreams;
  beforeEach(async () => {
    store = await Store.inMemory('a test');
    vi.useFakeTimers({ now: START, toFake: ['setInterval', 'clearInterval', 'Date'] });
    const connection = new DiscordConnection('real', 'http://127.0.0.1:9/api', '');
    const settings = new AuthSettings();
    sessions = new Sessions(new WebSessionBook(store), new Roles(settings, new Owners(connection)));
    keys = new Keys(new KeyBook(store), settings);
    const cookie = new SessionCookie(connection, new PublicAddress(new WebSettings()));
    visitors = new Visitors(cookie, sessions, keys);
    streams = new OpenStreams(visitors, sessions, keys);
    streams.onModuleInit();
  });
  afterEach(async () => {
    streams.onModuleDestroy();
    vi.useRealTimers();
    await store.close();
  });

  async function opened(headers: Record<string, string>): Promise<Open> {
    const request = { headers } as unknown as Request & Asked;
    request.visitor = await visitors.of(request);
    const response = new Open();
    streams.add(request, response as unknown as Response);
    return response;
  }

  async function bySession(): Promise<Open> {
    const arrival = { kind: 'link', personId: null, name: 'A', role: 'admin', address: '', browser: '' } as const;
    return opened({ cookie: `shardwatch-=${await sessions.begin(arrival)}` });
  }

  it('goes on while its session does', async () => {
    const open = await bySession();
    await vi.advanceTimersByTimeAsync(11 * HOUR);
    await settled();

    expect(open.isDestroyed).toBe(false);
  });

  it('ends within a minute of its session, and is no use of it', async () => {
    const open = await bySession();
    await vi.advanceTimersByTimeAsync(12 * HOUR + LOOKED_AT_WITHIN);
    await vi.waitFor(() => expect(open.isDestroyed).toBe(true));
  });

  it('ends within a minute of its key', async () => {
    const { secret } = await keys.make({ name: 'a', role: 'viewer', endsAt: START + HOUR, madeBy: 'b' });
    const open = await opened({ authorization: `Bearer ${secret}` });
    await vi.advanceTimersByTimeAsync(HOUR + LOOKED_AT_WITHIN);
    await vi.waitFor(() => expect(open.isDestroyed).toBe(true));
  });

  it('ends at once when its key is taken back', async () => {
    const { id, secret } = await keys.make({ name: 'a', role: 'viewer', endsAt: null, madeBy: 'b' });
    const open = await opened({ authorization: `Bearer ${secret}` });
    await keys.end(id);
    await vi.waitFor(() => expect(open.isDestroyed).toBe(true));
  });

  it('of the public goes on', async () => {
    const open = await opened({});
    await vi.advanceTimersByTimeAsync(24 * HOUR);
    await settled();

    expect(open.isDestroyed).toBe(false);
  });

  /** What a look has begun is over: the store has answered everything that was asked of it. */
  async function settled(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
});
