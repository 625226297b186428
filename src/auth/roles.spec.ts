import { AuthSettings } from '../config/auth.settings.js';
import { DiscordConnection } from '../config/connection.js';
import { EmbeddedDiscord } from '../embedded-discord/embedded-discord.js';
import { Unavailable } from '../model/errors.js';
import { Owners } from './owners.js';
import { Roles } from './roles.js';

const STRANGER = '100000000000000001';

async function scene({ isTeamOwned = false, settings = {} } = {}) {
  const discord = await EmbeddedDiscord.start({ guilds: 12, isTeamOwned });
  onTestFinished(() => discord.stop());
  const owners = new Owners(new DiscordConnection('real', discord.api, discord.token));
  return { discord, owners, roles: new Roles(Object.assign(new AuthSettings(), settings), owners) };
}

describe('the role of', () => {
  it("the application's owner is admin", async () => {
    const { discord, roles } = await scene();

    expect(await roles.of(discord.ownerId)).toBe('admin');
    expect(await roles.of(STRANGER)).toBeNull();
  });

  it("a team's people follows from their role there: to read is not enough, and to be invited is nothing", async () => {
    const { discord, owners } = await scene({ isTeamOwned: true });
    const named = (await owners.now()).owners;

    expect(named.map(({ role }) => role)).toEqual(['admin', 'admin', 'operator']);
    expect(named[0]?.id).toBe(discord.ownerId);
  });

  it('somebody in the settings is what they say, without a word from Discord for admins', async () => {
    const settings = Object.assign(new AuthSettings(), { adminIds: [STRANGER] });
    const nowhere = new DiscordConnection('real', 'http://127.0.0.1:9/api', '');

    expect(await new Roles(settings, new Owners(nowhere)).of(STRANGER)).toBe('admin');
  });

  it.each([['operatorIds', 'operator'] as const, ['viewerIds', 'viewer'] as const])(
    'somebody in %s is %s',
    async (list, role) => {
      const { roles } = await scene({ settings: { [list]: [STRANGER] } });

      expect(await roles.of(STRANGER)).toBe(role);
    },
  );

  it('somebody whom both name is the higher one', async () => {
    const { discord, owners } = await scene({ isTeamOwned: true });
    const settings = (parts: Partial<AuthSettings>) => Object.assign(new AuthSettings(), parts);
    const developer = (await owners.now()).owners.find(({ role }) => role === 'operator')?.id ?? '';
    const lower = new Roles(settings({ viewerIds: [discord.ownerId, developer] }), owners);

    expect([await lower.of(discord.ownerId), await lower.of(developer)]).toEqual(['admin', 'operator']);
  });

  it('somebody is not known while Discord does not answer', async () => {
    const nowhere = new DiscordConnection('real', 'http://127.0.0.1:9/api', '');

    await expect(new Roles(new AuthSettings(), new Owners(nowhere)).of(STRANGER)).rejects.toThrow(Unavailable);
  });
});

describe('Discord', () => {
  it('is asked whose bot this is at most once in five minutes, however many want to know', async () => {
    const { discord, owners } = await scene();
    let asked = 0;
    discord.watchRest(() => (asked += 1));
    const at = 1_800_000_000_000;
    await Promise.all([owners.now(at), owners.now(at), owners.now(at)]);
    await owners.now(at + 299_999);
    const before = asked;
    await owners.now(at + 300_000);

    expect([before, asked]).toEqual([1, 2]);
  });

  it('is left alone for a quarter of a minute after it did not answer', async () => {
    const { discord, owners } = await scene();
    const id = discord.begin({ fault: 'rest.status', status: 500, scope: { route: 'GET /oauth2/applications/@me' } });
    const at = 1_800_000_000_000;
    await expect(owners.now(at)).rejects.toThrow(Unavailable);
    discord.end(id);

    await expect(owners.now(at + 14_999)).rejects.toThrow(Unavailable);
    expect((await owners.now(at + 15_000)).owners).toHaveLength(1);
  });
});
