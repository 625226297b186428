import type { Browser, Page } from 'playwright-core';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { type Shardwatch, startShardwatch } from '../e2e/start.js';
import { freePort } from '../free-port.js';
import { hasChromium, inChromium, openBrowser, overflow, violations, visit } from './browser.js';

describe.skipIf(!hasChromium)(`the page of a refused sign-in ${inChromium}`, () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    const port = await freePort();
    const PUBLIC_URL = `http://127.0.0.1:${port}`;
    discord = await EmbeddedDiscord.start({
      shards: 1,
      guilds: 2,
      redirectUris: [`${PUBLIC_URL}/signin/discord/back`],
    });
    const discordAt = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api };
    const env = { ...discordAt, DISCORD_CLIENT_SECRET: discord.clientSecret, PUBLIC_URL, PORT: String(port) };
    [app, browser] = await Promise.all([startShardwatch(env), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    await discord.stop();
  });

  /** Goes to Discord and presses a button there. */
  async function decide(page: Page, button: RegExp): Promise<void> {
    await page.goto(`${app.url}/signin`);
    await page.getByRole('link', { name: 'Sign in with Discord' }).click();
    await page.getByRole('button', { name: button }).first().click();
  }

  it.each([
    ['somebody who has no role', (page: Page) => decide(page, /a stranger to it/), /has no role here.*Ask the owner/s],
    ['somebody who said no', (page: Page) => decide(page, /^Deny$/), /You said no at Discord/],
    [
      'somebody who began elsewhere',
      (page: Page) => page.goto(`${app.url}/signin/discord/back?code=a&state=b`),
      /did not begin in this browser/,
    ],
    ['a link that is used up', (page: Page) => page.goto(`${app.url}/signin/link/none`), /does not work any more/],
  ] as const)('says why to %s, fits, and works for everybody in both themes', async (_, arrive, words) => {
    const { page } = await visit(browser, 'about:blank');
    await arrive(page);

    expect(await page.getByRole('alert').innerText()).toMatch(words);
    for (const [width, theme] of [1440, 1024, 390, 320].flatMap((px) => [
      [px, 'dark'] as const,
      [px, 'light'] as const,
    ])) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(`document.documentElement.dataset.bsTheme = '${theme}'`);
      expect(await overflow(page)).toBe(0);
      expect(await violations(page)).toEqual([]);
    }
    await page.context().close();
  });
});
