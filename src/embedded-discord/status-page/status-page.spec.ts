import { EmbeddedDiscord } from '../embedded-discord.js';

describe("Discord's status page", () => {
  let discord: EmbeddedDiscord;

  beforeEach(async () => {
    discord = await EmbeddedDiscord.start({ guilds: 0 });
  });

  afterEach(() => discord.stop());

  async function read(name: string): Promise<Record<string, unknown>> {
    const answer = await fetch(`${discord.api.replace('/api', '')}/status/api/v2/${name}.json`);
    expect(answer.status).toBe(200);
    return (await answer.json()) as Record<string, unknown>;
  }

  it('says that all is well, until somebody writes that it is not', async () => {
    expect((await read('summary'))['status']).toEqual({ indicator: 'none', description: 'All Systems Operational' });

    const end = discord.statusPage.begin('major', 'API errors');

    expect(await read('summary')).toMatchObject({
      status: { indicator: 'major' },
      incidents: [{ name: 'API errors', impact: 'major', status: 'investigating', resolved_at: null }],
      components: expect.arrayContaining([
        expect.objectContaining({ name: 'API', status: 'partial_outage' }),
      ]) as unknown,
    });
    end();
    expect(await read('status')).toMatchObject({ status: { indicator: 'none' } });
    expect((await read('incidents/unresolved'))['incidents']).toEqual([]);
    expect((await read('incidents'))['incidents']).toMatchObject([{ status: 'resolved' }]);
  });

  it('may say anything, whatever happened', async () => {
    discord.statusPage.indicator = 'critical';

    expect((await read('status'))['status']).toMatchObject({ indicator: 'critical' });
    expect((await read('components'))['components']).toHaveLength(7);
  });
});
