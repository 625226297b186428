import { REST, Routes } from 'discord.js';
import { EmbeddedDiscord } from '../embedded-discord/embedded-discord.js';
import { restInternals } from './discordjs-internals.js';

describe('the REST of discord.js', () => {
  it('counts all requests until globalReset, and each limit until reset of what createHandler() makes, through the object', async (test) => {
    const discord = await EmbeddedDiscord.start({ shards: 1, guilds: 1 });
    test.onTestFinished(() => discord.stop());
    const rest = new REST({ api: discord.api }).setToken(discord.token);
    const internals = restInternals(rest);
    const create = vi.fn(internals.createHandler.bind(rest));
    internals.createHandler = create;
    const before = Date.now();
    await rest.get(Routes.user());

    expect(create).toHaveBeenCalledOnce();
    expect(create.mock.results[0]?.value).toHaveProperty('reset', expect.closeTo(before + 10_000, -4) as unknown);
    expect(internals.globalReset).toBeGreaterThanOrEqual(before + 1_000);
    expect(internals.globalReset).toBeLessThanOrEqual(Date.now() + 1_000);
  });
});
