import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { type Shardwatch, startShardwatch, waitFor } from './start.js';
import { whenOperational } from './status.js';
import { Visitor, signedIn } from './visitor.js';

const NAME = 'The Secret Society of Sourdough';

describe('the name of a server', () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 2 });
    app = await startShardwatch({
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api },
      ...{ PUBLIC_VIEW: 'status', COMMAND_SYNC: 'off' },
    });
    await whenOperational(app);
    discord.addGuild(NAME);
  });
  afterAll(async () => {
    await app.stop();
    await discord.stop();
  });

  /** All that comes over a stream until it has what is looked for. */
  async function streamed(visitor: Visitor, end: RegExp): Promise<string> {
    const over = new AbortController();
    const response = await fetch(`${app.url}/live/overview`, {
      headers: { cookie: visitor.cookie },
      signal: over.signal,
    });
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (end.test(text)) break;
    }
    over.abort();
    return text;
  }

  it('is for people who may look at names, and never for the public', async () => {
    const [member, anybody] = [await signedIn(app), new Visitor(app)];
    const page = async (visitor: Visitor) => (await visitor.get('/')).text();
    await waitFor(async () => (await page(member)).includes(NAME), app);

    expect(await page(anybody)).toContain('overview-lately');
    expect(await page(anybody)).not.toContain(NAME);
    await streamed(member, new RegExp(NAME)); // a stream may be a second late
    expect(await streamed(anybody, /overview-lately[^\n]*\n\n/)).not.toContain(NAME);
    expect(await (await fetch(`${app.url}/api/v1/status`)).text()).not.toContain(NAME);
    expect((await anybody.get('/events')).status).toBe(303);
  });
});
