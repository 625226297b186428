import type { Browser } from 'playwright-core';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { whenOperational } from '../e2e/status.js';
import { type Shardwatch, startShardwatch } from '../e2e/start.js';
import { hasChromium, inChromium, openBrowser, overflow, violations, visit } from './browser.js';

const TIME_FACTOR = 10;
const HIDDEN_PX = 'document.documentElement.scrollHeight - document.documentElement.clientHeight';
/** Lets the page be stale, and tells whether something around the shards that has a box of its own takes their colours away. */
const IS_GREY = `(() => {
  document.body.dataset.stale = '';
  for (let one = document.querySelector('.sw-shards'); one; one = one.parentElement) {
    const { filter, display } = getComputedStyle(one);
    if (display !== 'contents' && filter.includes('grayscale(1)')) return true;
  }
  return false;
})()`;

describe.skipIf(!hasChromium).each([4, 64])(`the wall screen of %i shards ${inChromium}`, (shards) => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    const world = { shards, guilds: shards, traffic: false, mishaps: false, timeFactor: TIME_FACTOR };
    discord = await EmbeddedDiscord.start(world);
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, PUBLIC_VIEW: 'full' };
    [app, browser] = await Promise.all([startShardwatch({ ...env, TIME_FACTOR: String(TIME_FACTOR) }), openBrowser()]);
    await whenOperational(app, 60_000);
  }, 90_000);
  afterAll(async () => {
    await browser.close();
    await app.stop();
    await discord.stop();
  });

  it.each([
    [1920, 1080],
    [1280, 800],
  ])('shows all of them on %i by %i pixels, with nothing to scroll and nothing to click', async (width, height) => {
    const { page, troubles } = await visit(browser, `${app.url}/?wall`, { viewport: { width, height } });
    await page.locator('[data-chart] canvas').or(page.locator('.sw-ov--big')).first().waitFor();

    expect(await page.locator('.sw-shard:visible').count()).toBe(shards);
    expect(await page.evaluate(HIDDEN_PX)).toBe(0);
    expect(await overflow(page)).toBe(0);
    expect(await page.getByRole('navigation').count()).toBe(0);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it.each([1440, 390])(
    'loses its colours with everything else once nothing is known, %i pixels wide',
    async (width) => {
      for (const path of ['/', '/?wall']) {
        const { page } = await visit(browser, app.url + path, { viewport: { width, height: 900 } });

        expect(await page.evaluate(IS_GREY)).toBe(true);
        await page.context().close();
      }
    },
  );

  it('is reached by the menu, and left with the keyboard', async () => {
    const { page } = await visit(browser, app.url);
    await page.locator('.sw-side summary').click();
    await page.locator('.sw-side').getByRole('link', { name: 'Wall screen' }).click();
    expect(page.url()).toBe(`${app.url}/?wall`);

    await page.getByRole('link', { name: 'Leave the wall screen' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Main', exact: true }).waitFor();

    expect(page.url()).toBe(`${app.url}/`);
    await page.context().close();
  });
});
