import { Routes } from 'discord.js';
import { restScene } from '../../../test/rest-scene.js';

const HOUR = 3_600_000;

describe('a wall clock that is set back', () => {
  afterEach(() => vi.restoreAllMocks());

  it('lets a limit of Discord end when it ends: that of a route, and that of all', async (test) => {
    const { client, discord } = await restScene(test, { timeFactor: 10 }); // limits are over ten times as soon
    const ask = () => client.rest.get(Routes.gatewayBot());
    await Promise.all([ask(), ask()]);

    const clock = Date.now.bind(Date);
    discord.clock.offsetMs = HOUR; // its own goes on as before
    vi.spyOn(Date, 'now').mockImplementation(() => clock() - HOUR);
    const ofAll = Array.from({ length: 60 }, () => client.rest.get(Routes.gateway())); // more than discord.js sends in a second

    await expect(Promise.all([ask(), ...ofAll])).resolves.toHaveLength(61);
  });
});
