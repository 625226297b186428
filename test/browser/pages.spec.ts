import type { Browser } from 'playwright-core';
import { whenOperational } from '../e2e/status.js';
import { type Shardwatch, startShardwatch } from '../e2e/start.js';
import { hasChromium, inChromium, openBrowser, violations, visit } from './browser.js';

const pages = ['/', '/status', '/health', '/commands', '/servers', '/incidents', '/events'];

describe.skipIf(!hasChromium)(`the pages of the demo ${inChromium}`, () => {
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startShardwatch(), openBrowser()]);
    await whenOperational(app);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  it('says that it is a demo, and how to connect a real bot', async () => {
    const { page } = await visit(browser, app.url);

    expect(await page.getByLabel('Demo mode').innerText()).toMatch(/simulated Discord.*set DISCORD_TOKEN/s);
    await page.context().close();
  });

  it('goes on by itself, without being loaded again', async () => {
    const { page, troubles } = await visit(browser, app.url);
    const events = page.locator('#overview-connection dd', { hasText: 'in all' });
    const before = await events.innerText();
    await page.evaluate('window.isSamePage = true');

    await events.filter({ hasNotText: before }).waitFor();

    expect(await page.evaluate('window.isSamePage')).toBe(true);
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it.each(pages)('%s can be read without JavaScript', async (path) => {
    const { page } = await visit(browser, app.url + path, { javaScriptEnabled: false });
    const text = await page.locator('main').innerText();

    expect(text).toContain('UTC');
    expect(text).toMatch(/\d\d:\d\d:\d\d/);
    expect(await page.locator('.sw-live:visible, [data-theme-switch]:visible').count()).toBe(0);
    await page.context().close();
  });

  it('filters the shards without JavaScript', async () => {
    const { page } = await visit(browser, `${app.url}/status`, { javaScriptEnabled: false });

    await page.getByRole('link', { name: /^Problems/ }).click();

    expect(page.url()).toContain('?show=problems');
    expect(await page.locator('#status-shards').innerText()).toContain('No problems');
    await page.context().close();
  });

  it('filters the events without JavaScript', async () => {
    const { page } = await visit(browser, `${app.url}/events`, { javaScriptEnabled: false });
    await page.locator('.sw-log > li').first().waitFor();

    await page.getByLabel('Source').selectOption('process');
    await page.getByLabel('Text').fill('STARTED');
    await page.getByRole('button', { name: 'Apply' }).click();

    expect(await page.locator('.sw-log .msg').allInnerTexts()).toEqual([
      expect.stringMatching(/^Shardwatch \S+ started$/),
    ]);
    await page.locator('.sw-log summary').click();
    expect(await page.locator('.sw-log pre').innerText()).toContain('"source": "process"');

    await page.getByRole('link', { name: 'Clear' }).click();
    expect(await page.locator('.sw-log > li').count()).toBeGreaterThan(1);
    await page.context().close();
  });

  it('lets what an event holds be copied', async () => {
    const { page } = await visit(browser, `${app.url}/events?source=process&text=started`);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('.sw-log summary').click();

    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();

    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(JSON.parse(copied)).toMatchObject({ level: 'info', source: 'process' });
    await page.context().close();
  });

  it('remembers the theme', async () => {
    const { page } = await visit(browser, app.url);
    await page.locator('.sw-side summary').click();
    await page.getByRole('button', { name: 'Light theme' }).click();

    await page.goto(`${app.url}/health`);

    expect(await page.locator('html').getAttribute('data-bs-theme')).toBe('light');
    await page.context().close();
  });

  it('tells the time in the zone of the reader, and names it', async () => {
    const { page } = await visit(browser, app.url, { timezoneId: 'Asia/Tokyo' });

    await page.locator('[data-zone]', { hasText: 'Asia/Tokyo' }).first().waitFor();
    await page.context().close();
  });

  it('shows the API docs under a policy of their own', async () => {
    const { page, troubles } = await visit(browser, `${app.url}/api/docs`);
    await page.getByText('/api/v1/status').first().waitFor();

    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it('answers a wrong address with a page that says the bot is well', async () => {
    const { page } = await visit(browser, `${app.url}/nowhere`);

    expect(await page.locator('main').innerText()).toMatch(/no such page.*bot is not affected.*Operational/s);
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});
