import type { Browser, Page } from 'playwright-core';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { type Shardwatch, startShardwatch, waitFor } from '../e2e/start.js';
import { hasChromium, inChromium, openBrowser, violations, visit } from './browser.js';

describe.skipIf(!hasChromium)(`the chart of the latency ${inChromium}`, () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 2, heartbeatIntervalMs: 1_000 });
    discord.refuseGateway('http503');
    const started = startShardwatch({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api });
    [app, browser] = await Promise.all([started, openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    await discord.stop();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  const chart = (page: Page) => page.getByRole('img', { name: /^Gateway latency over the last/ });
  const drawn = (page: Page) => chart(page).locator('canvas').waitFor({ timeout: 60_000 });
  /** What stands on the canvas; another text means another picture. */
  const picture = (page: Page) =>
    page.evaluate<string>(`document.querySelector('.sw-chart canvas')?.toDataURL() ?? 'none'`);

  it('says when the first point will come, then draws it, and goes on without being loaded again', async () => {
    const { page, troubles } = await visit(browser, app.url);
    expect(await page.locator('#overview-latency').innerText()).toContain('The first point comes within 20 s');
    expect(await violations(page)).toEqual([]);

    discord.refuseGateway(null);
    await page.locator('#overview-latency').scrollIntoViewIfNeeded();
    await drawn(page);
    const before = await picture(page);
    await waitFor(async () => (await picture(page)) !== before);

    expect(await chart(page).getAttribute('aria-label')).toMatch(/^Gateway latency over the last hour: p50 \d+.ms/);
    expect(await page.locator('#overview-latency [data-v]').first().innerText()).toMatch(/^\d+.ms$/);
    expect(await page.locator('.sw-chart__still').isVisible()).toBe(false);
    expect(await violations(page)).toEqual([]);
    expect(troubles).toEqual([]);
  }, 120_000);

  it('tells the values under the pointer', async () => {
    const { page } = await visit(browser, app.url);
    await drawn(page);
    const { x, y, width, height } = (await chart(page).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };

    await page.mouse.move(x + width - 40, y + height / 2);

    await page.locator('.sw-chart [data-at]', { hasText: /^at \d\d:\d\d/ }).waitFor();
  });

  it('is drawn again in another theme, and in another window', async () => {
    const { page, troubles } = await visit(browser, app.url);
    await drawn(page);
    const dark = await picture(page);

    await page.evaluate(`document.documentElement.dataset.bsTheme = 'light'`);
    await waitFor(async () => (await picture(page)) !== dark);
    await page.setViewportSize({ width: 390, height: 900 });
    await waitFor(async () => ((await chart(page).locator('canvas').boundingBox())?.width ?? 999) < 390);

    expect(troubles).toEqual([]);
  });

  it('changes its range in place, and the address with it', async () => {
    const { page, troubles } = await visit(browser, app.url);
    await drawn(page);
    await page.evaluate('window.isSamePage = true');

    for (const [label, words] of [
      ['24 h', 'the last 24 hours'],
      ['7 d', 'the last 7 days'],
      ['30 d', 'the last 30 days'],
      ['90 d', 'the last 90 days'],
    ]) {
      await page.getByRole('link', { name: label ?? '', exact: true }).click();
      await page
        .getByRole('img', { name: `Gateway latency over ${words}: p50` })
        .locator('canvas')
        .waitFor();
      expect(await page.locator('#overview-latency [aria-current]').innerText()).toBe(label);
      expect(await page.evaluate('document.activeElement.textContent')).toBe(label);
    }

    expect(page.url()).toBe(`${app.url}/?range=90d#overview-latency`);
    expect(await page.evaluate('window.isSamePage')).toBe(true);
    expect(await page.locator('.sw-chart canvas').count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('is a sentence, with links to other ranges, where there is no JavaScript', async () => {
    const { page } = await visit(browser, app.url, { javaScriptEnabled: false });
    expect(await page.locator('#overview-latency').innerText()).toMatch(/over the last hour: half of the heartbeats/);

    await page.getByRole('link', { name: '7 d', exact: true }).click();

    expect(await page.locator('#overview-latency').innerText()).toContain('over the last 7 days');
    const link = await page.getByRole('link', { name: /as a table/ }).getAttribute('href');
    const table = await (await fetch(app.url + (link ?? ''))).text();
    expect(table.split('\r\n').length).toBeGreaterThan(1);
  });
});
