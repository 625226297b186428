import type { Browser, Page } from 'playwright-core';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { nastyNames } from '../../src/embedded-discord/world/names.js';
import { type Shardwatch, startShardwatch, waitFor } from '../e2e/start.js';
import { whenOperational } from '../e2e/status.js';
import { hasChromium, inChromium, openBrowser, overflow, violations, visit } from './browser.js';

const PATIENT_MS = 180_000;

describe.skipIf(!hasChromium)(`the pages of servers ${inChromium}`, () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 2, guilds: 60, traffic: false, mishaps: false });
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, PUBLIC_VIEW: 'full' };
    [app, browser] = await Promise.all([startShardwatch(env), openBrowser()]);
    await whenOperational(app);
    for (const name of nastyNames) discord.addGuild(name);
    discord.addGuild('Ümlaut Harbour');
    await waitFor(async () => (await guilds('')).count === 61 + nastyNames.length, app);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    await discord.stop();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  interface Guilds {
    readonly items: readonly { readonly id: string; readonly name: string | null; readonly state: string }[];
    readonly count: number;
    readonly nextCursor: string | null;
  }
  const guilds = async (query: string) => (await (await fetch(`${app.url}/api/v1/guilds${query}`)).json()) as Guilds;
  const rows = (page: Page) => page.locator('#servers-rows tr');

  async function looksGood(page: Page): Promise<void> {
    for (const [width, theme] of [
      [1440, 'dark'],
      [1024, 'light'],
      [390, 'dark'],
      [320, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(`document.documentElement.dataset.bsTheme = '${theme}'`);
      expect(await overflow(page)).toBe(0);
      expect(await violations(page)).toEqual([]);
    }
  }

  it(
    'list all of them, whatever they are called, on every screen',
    async () => {
      const { page, troubles } = await visit(browser, `${app.url}/servers?sort=joined`);

      expect(await rows(page).count()).toBe(50);
      expect(await page.locator('main img').count()).toBe(0);
      await looksGood(page);
      expect(troubles).toEqual([]);
    },
    PATIENT_MS,
  );

  it('are found, ordered and turned over without JavaScript', async () => {
    const { page } = await visit(browser, `${app.url}/servers`, { javaScriptEnabled: false });

    await page.getByRole('link', { name: 'Next' }).click();
    expect(page.url()).toContain('?page=2');
    await page.getByRole('link', { name: 'Previous' }).click();
    expect(await page.locator('main').innerText()).toMatch(/Servers 1 to 50 of \d+/);
    await page.getByRole('link', { name: 'Members' }).click();
    expect(await page.locator('th[aria-sort="descending"]').innerText()).toContain('Members');

    await page.getByLabel('Server', { exact: true }).fill('ümlaut');
    await page.getByRole('button', { name: 'Find' }).click();
    expect(await rows(page).count()).toBe(1);
    await page.getByRole('link', { name: 'Ümlaut Harbour' }).click();
    expect(await page.locator('h1').innerText()).toBe('Ümlaut Harbour');
    expect(await page.locator('main').innerText()).toMatch(/A command is answered here: shard.[01] answers/);

    await page.goto(`${app.url}/servers?text=nothing+of+that+name`);
    expect(await page.locator('main').innerText()).toContain('Nothing matches');
  });

  it('are reached with the keyboard alone', async () => {
    const { page } = await visit(browser, `${app.url}/servers`);

    await page.getByLabel('Server', { exact: true }).focus();
    await page.keyboard.type('ümlaut');
    await page.keyboard.press('Enter');
    await page.waitForURL(/text=/);
    await page.locator('#servers-rows a').focus();
    await page.keyboard.press('Enter');

    await page.waitForURL(/\/servers\/\d+$/);
  });

  it(
    'say when their shard does not answer, and when it does again, without being loaded again',
    async () => {
      const list = await visit(browser, `${app.url}/servers?shard=1`);
      const id = (await rows(list.page).first().getAttribute('id'))?.replace('server-', '');
      const { page, troubles } = await visit(browser, `${app.url}/servers/${id}`);
      await looksGood(page);

      discord.refuseGateway('http503');
      discord.closeShard(1, 4000);

      await page.locator('#server-state', { hasText: 'Not answering' }).waitFor();
      await rows(list.page).first().filter({ hasText: 'Not answering' }).waitFor();
      expect(await page.locator('#server-about').innerText()).toMatch(/No command is answered here: its shard.1 is/);
      expect((await guilds('?state=not_answering')).items.every(({ state }) => state === 'not_answering')).toBe(true);
      discord.refuseGateway(null);
      await page.locator('#server-state', { hasText: /^Answering/ }).waitFor({ timeout: 60_000 });
      expect(troubles).toEqual([]);
    },
    PATIENT_MS,
  );

  it('are in the API too, page by page, each once', async () => {
    const found: string[] = [];
    let query = '?limit=40';
    for (;;) {
      const { items, nextCursor } = await guilds(query);
      found.push(...items.map(({ id }) => id));
      if (nextCursor === null) break;
      query = `?limit=40&cursor=${nextCursor}`;
    }

    expect(new Set(found).size).toBe(61 + nastyNames.length);
    expect(found).toHaveLength(61 + nastyNames.length);
    expect((await guilds('?text=Harbour')).items.map(({ name }) => name)).toContain('Ümlaut Harbour');
    const one = await (await fetch(`${app.url}/api/v1/guilds/${found[0]}`)).json();
    expect(one).toMatchObject({ id: found[0], failures: [] });
    for (const query of ['?cursor=made-up', '?sort=colour', '?limit=0'])
      expect((await fetch(`${app.url}/api/v1/guilds${query}`)).status).toBe(400);
  });

  it.each(['/servers/1', '/servers/nothing', '/servers/__proto__'])('%s is no page', async (path) => {
    const response = await fetch(app.url + path, { headers: { accept: 'text/html' } });

    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('There is no such page')]);
    expect((await fetch(`${app.url}/live${path}`)).status).toBe(404);
    expect((await fetch(`${app.url}/api/v1${path.replace('servers', 'guilds')}`)).status).toBe(404);
  });
});
