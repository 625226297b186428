import type { Browser } from 'playwright-core';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { type Shardwatch, startShardwatch } from '../e2e/start.js';
import { whenOperational } from '../e2e/status.js';
import { hasChromium, inChromium, openBrowser, overflow, violations, visit } from './browser.js';

const KEY = 'a-key-for-tests-that-nobody-would-guess';

describe.skipIf(!hasChromium)(`actions ${inChromium}`, () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 2, guilds: 6, traffic: false, mishaps: false, latency: false });
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, API_KEY: KEY };
    [app, browser] = await Promise.all([startShardwatch(env), openBrowser()]);
    await whenOperational(app);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    await discord.stop();
  });

  const asOperator = { extraHTTPHeaders: { authorization: `Bearer ${KEY}` } };

  it('reconnect a shard in two clicks, tell live what came of it, and stand in the audit', async () => {
    const before = discord.resumeTimes(1).length;
    const { page, troubles } = await visit(browser, `${app.url}/status`, asOperator);
    await page.getByRole('link', { name: 'Reconnect shard 1' }).click();
    await page.getByText('It costs no session start').waitFor();
    const untouched = discord.resumeTimes(1).length;
    await page.getByLabel('Reason').fill('a look');
    await page.getByRole('button', { name: 'Reconnect shard 1' }).click();
    await page.locator('#audit-entry').getByText('Done', { exact: true }).waitFor();
    await page.goto(`${app.url}/audit`);

    expect(untouched).toBe(before);
    expect(discord.resumeTimes(1)).toHaveLength(before + 1);
    expect(await page.getByRole('row').nth(1).innerText()).toMatch(/API_KEY.*Reconnect.*shard 1.*a look.*Done/s);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('are done without JavaScript, too, and once for a double click', async () => {
    const before = discord.resumeTimes(0).length;
    const { page } = await visit(browser, `${app.url}/actions/reconnect?shard=0`, {
      ...asOperator,
      javaScriptEnabled: false,
    });
    await page.getByRole('button', { name: 'Reconnect shard 0' }).dblclick();
    await page.waitForURL(/\/audit\/\d+$/);
    await expect.poll(() => discord.resumeTimes(0).length).toBe(before + 1);
    await page.reload();

    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^Action \d+$/);
    await page.context().close();
  });

  /** Those that the walk does not see: it takes one of each route. */
  const paths = [
    '/actions/presence',
    '/actions/log-level',
    '/actions/maintenance',
    '/actions/reconnecting?do=pause',
    '/actions/leave',
  ];

  it.each(paths)('%s fits on desks and phones, and works for everybody in both themes', async (path) => {
    const { page, troubles } = await visit(browser, app.url + path, asOperator);
    for (const width of [1440, 1024, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await overflow(page)).toBe(0);
    }
    for (const theme of ['dark', 'light']) {
      await page.evaluate(`document.documentElement.dataset.bsTheme = '${theme}'`);
      expect(await violations(page)).toEqual([]);
    }
    expect(troubles).toEqual([]);
    await page.context().close();
  });
});
