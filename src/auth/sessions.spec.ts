import { AuthSettings } from '../config/auth.settings.js';
import { DiscordConnection } from '../config/connection.js';
import { EmbeddedDiscord } from '../embedded-discord/embedded-discord.js';
import { Store } from '../store/store.js';
import { WebSessionBook } from '../store/web-session.book.js';
import { Owners } from './owners.js';
import { Roles } from './roles.js';
import { type Arrival, Sessions } from './sessions.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = 1_800_000_000_000;

const byLink: Arrival = { kind: 'link', personId: null, name: 'A', role: 'admin', address: '::1', browser: 'B' };

describe('a session', () => {
  let store: Store;
  let settings: { -readonly [Key in keyof AuthSettings]: AuthSettings[Key] };
  let sessions: Sessions;
  /** Nobody is there. */
  let connection: DiscordConnection;
  beforeEach(async () => {
    store = await Store.inMemory('a test');
    settings = new AuthSettings();
    connection = new DiscordConnection('real', 'http://127.0.0.1:9/api', '');
    build();
  });
  afterEach(() => store.close());

  function build(): void {
    sessions = new Sessions(new WebSessionBook(store), new Roles(settings, new Owners(connection)));
  }

  it('is known by its secret, and by nothing else', async () => {
    const secret = await sessions.begin(byLink, START);

    expect(await sessions.find(secret, START)).toMatchObject({ name: 'A', role: 'admin' });
    expect(await sessions.find('x'.repeat(43), START)).toBeNull();
    expect(JSON.stringify(await new WebSessionBook(store).all())).not.toContain(secret);
  });

  it('is over after 12 hours without use', async () => {
    const secret = await sessions.begin(byLink, START);

    expect(await sessions.find(secret, START + 12 * HOUR - 1)).not.toBeNull();
    expect(await sessions.find(secret, START + 12 * HOUR)).toBeNull();
  });

  it('goes on while it is used, and is over after 7 days in any case', async () => {
    const secret = await sessions.begin(byLink, START);
    for (let at = START; at < START + 7 * DAY; at += 6 * HOUR) {
      const session = await sessions.find(secret, at);
      expect(session).not.toBeNull();
      if (session) await sessions.used(session, at);
    }

    expect(await sessions.find(secret, START + 7 * DAY)).toBeNull();
  });

  it('has its use written down once a minute, and not more often', async () => {
    const secret = await sessions.begin(byLink, START);
    const usedAt = async (at: number) => {
      const session = await sessions.find(secret, at);
      if (session) await sessions.used(session, at);
      return (await sessions.find(secret, at))?.usedAt;
    };

    expect([await usedAt(START + 59_999), await usedAt(START + 60_000)]).toEqual([START, START + 60_000]);
  });

  it('is gone once it was ended', async () => {
    const secret = await sessions.begin(byLink, START);
    const [session] = await sessions.all(START);
    await sessions.end(session?.id ?? '');

    expect(await sessions.find(secret, START)).toBeNull();
  });

  it('that is over is forgotten when the next one begins', async () => {
    await sessions.begin(byLink, START);
    await sessions.begin(byLink, START + DAY);

    expect(await new WebSessionBook(store).all()).toHaveLength(1);
  });

  it('of a person ends with all others of that person, and with nobody else', async () => {
    const person = (personId: string): Arrival => ({ ...byLink, kind: 'person', personId });
    await sessions.begin(person('1'), START);
    await sessions.begin(person('1'), START);
    await sessions.begin(person('2'), START);
    await sessions.begin(byLink, START);
    await sessions.endAllLike({ kind: 'person', personId: '1' });

    expect((await sessions.all(START)).map(({ personId }) => personId).sort()).toEqual(['2', null]);
  });

  describe('has its role looked at again', () => {
    const ada: Arrival = { ...byLink, kind: 'person', personId: '100000000000000001', role: 'operator' };
    const MINUTES_5 = 300_000;

    async function atDiscord(): Promise<EmbeddedDiscord> {
      const discord = await EmbeddedDiscord.start({ guilds: 1, isTeamOwned: true });
      onTestFinished(() => discord.stop());
      connection = new DiscordConnection('real', discord.api, discord.token);
      build();
      return discord;
    }

    it('after five minutes, and not before', async () => {
      await atDiscord();
      settings.operatorIds = [ada.personId ?? ''];
      const secret = await sessions.begin(ada, START);
      settings.operatorIds = [];
      const [before, after] = [
        await sessions.find(secret, START + MINUTES_5 - 1),
        await sessions.find(secret, START + MINUTES_5),
      ];

      expect([before?.role, after?.role]).toEqual(['operator', null]);
    });

    it('and says so to whoever keeps streams open', async () => {
      await atDiscord();
      const secret = await sessions.begin(ada, START);
      const told: (string | null)[] = [];
      sessions.ended$.subscribe((id) => told.push(id));
      await sessions.find(secret, START + MINUTES_5);

      expect(told).toEqual([null]);
    });

    it('and keeps it while Discord does not answer', async () => {
      const secret = await sessions.begin(ada, START);

      expect((await sessions.find(secret, START + MINUTES_5))?.role).toBe('operator');
    });
  });
});
