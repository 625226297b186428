import type { Browser } from 'playwright-core';
import { whenOperational } from '../e2e/status.js';
import { type Shardwatch, startShardwatch } from '../e2e/start.js';
import { hasChromium, inChromium, openBrowser, overflow, violations, visit } from './browser.js';

describe.skipIf(!hasChromium)(`more open pages than may be live ${inChromium}`, () => {
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startShardwatch({ SSE_PER_ADDRESS: '1' }), openBrowser()]);
    await whenOperational(app);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  it('say that they are not live and why, and load themselves again until they are', async () => {
    const first = await visit(browser, app.url);
    await first.page.locator('[data-live-dot]:visible', { hasText: 'Live' }).waitFor();

    const { page } = await visit(browser, `${app.url}/status`);
    await page.getByText('1 live pages are open from your address').waitFor();
    expect(await page.locator('.sw-side [data-live-dot]').innerText()).toBe('Not live');
    for (const width of [1440, 320]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await overflow(page)).toBe(0);
    }
    expect(await violations(page)).toEqual([]);
    expect(await page.locator('body').getAttribute('data-stale')).toBeNull();

    await first.page.context().close();
    await page.getByRole('button', { name: 'Load again' }).click();
    await page.locator('[data-live-dot]:visible', { hasText: /^Live$/ }).waitFor();
    await page.context().close();
  });

  it('come back by themselves', async () => {
    const first = await visit(browser, app.url);
    await first.page.locator('[data-live-dot]:visible', { hasText: /^Live$/ }).waitFor();
    const { page } = await visit(browser, `${app.url}/status`);
    await page.clock.install();
    await page.reload();
    await page.getByText('This page is not live.').waitFor();

    await first.page.context().close();
    await page.clock.fastForward(26_000);

    await page.locator('[data-live-dot]:visible', { hasText: /^Live$/ }).waitFor();
    await page.context().close();
  });
});
