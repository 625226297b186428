import type { Browser, Page } from 'playwright-core';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { CommandDriftAnswer } from '../../src/faces/api/command-drift.answer.js';
import { type Shardwatch, startShardwatch, waitFor } from '../e2e/start.js';
import { whenOperational } from '../e2e/status.js';
import { hasChromium, inChromium, openBrowser, overflow, violations, visit } from './browser.js';

const KEY = 'a-key-for-tests-that-nobody-would-guess';
const PATIENT_MS = 60_000;

describe.skipIf(!hasChromium)(`the page of the commands ${inChromium}`, () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 3, traffic: false, mishaps: false, latency: false });
    await atDiscord('old', 'Of another time');
    await atDiscord('status', '<img src=x onerror=alert(1)>');
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, API_KEY: KEY, COMMAND_SYNC: 'manual' };
    [app, browser] = await Promise.all([startShardwatch(env), openBrowser()]);
    await whenOperational(app);
    await waitFor(async () => (await drift()).comparedAt, app);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    await discord.stop();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  const asAdmin = { extraHTTPHeaders: { authorization: `Bearer ${KEY}` } };
  const drift = async () => (await (await fetch(`${app.url}/api/v1/commands/drift`)).json()) as CommandDriftAnswer;
  const atDiscord = (name: string, description: string) =>
    fetch(`${discord.api}/v10/applications/${discord.applicationId}/commands`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name, description }),
    });
  const row = (page: Page, name: string) =>
    page.locator('.sw-cmds tbody tr', { has: page.locator('bdi', { hasText: new RegExp(`^${name}$`) }) });

  async function looksGood(page: Page): Promise<void> {
    for (const width of [1440, 1024, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await overflow(page)).toBe(0);
      for (const theme of ['dark', 'light']) {
        await page.evaluate(`document.documentElement.dataset.bsTheme = '${theme}'`);
        expect(await violations(page)).toEqual([]);
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  }

  it(
    'says what differs from Discord, the old value and the new one, and how often a leftover is used',
    async () => {
      const { page, troubles } = await visit(browser, `${app.url}/commands`, asAdmin);
      const card = page.locator('#commands-drift');

      expect(await card.locator('h2').innerText()).toMatch(/^\d+ differences between the code and Discord$/);
      expect(await card.locator('tr', { hasText: '/old' }).innerText()).toContain('Only at Discord');
      expect(await card.locator('tr', { hasText: '/status' }).locator('del').innerText()).toContain(
        '<img src=x onerror=alert(1)>',
      );
      await expect(discord.invoke('old')).rejects.toThrow('did not respond');
      await row(page, '/old').getByText('1', { exact: true }).waitFor();
      await row(page, '/old').getByText('no handler').waitFor();
      await looksGood(page);
      expect(troubles).toEqual([]);
    },
    PATIENT_MS,
  );

  it('shows a use without being loaded again, and in the row where it was', async () => {
    const { page } = await visit(browser, `${app.url}/commands`, asAdmin);
    await page.evaluate('window.isSamePage = true');

    await discord.invoke('status');
    await row(page, '/status').getByText('1', { exact: true }).waitFor();
    await row(page, '/status')
      .getByText(/^100.%$/)
      .waitFor(); // it is answered a moment after it is received
    expect(await page.evaluate('window.isSamePage')).toBe(true);
  });

  it('offers nothing to those who may only look', async () => {
    const { page } = await visit(browser, `${app.url}/commands`);

    expect(await page.locator('#commands-drift').count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Compare' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: /^Sync/ }).count()).toBe(0);
    expect((await fetch(`${app.url}/commands/compare`, { method: 'POST', redirect: 'manual' })).status).not.toBe(200);
  });

  it('finds a command and another time without JavaScript', async () => {
    const { page } = await visit(browser, `${app.url}/commands`, { javaScriptEnabled: false });

    await page.getByRole('link', { name: 'Last hour' }).click();
    await page.getByRole('searchbox', { name: 'Find a command' }).fill('OLD');
    await page.getByRole('button', { name: 'Find' }).click();

    expect(new URL(page.url()).search).toBe('?span=hour&find=OLD');
    expect(await page.locator('.sw-cmds tbody th').allInnerTexts()).toEqual(['/old']);
    await page.getByRole('link', { name: 'Clear' }).click();
    expect(await page.locator('.sw-cmds tbody tr').count()).toBeGreaterThan(1);
  });

  it(
    'compares when it is asked to, without JavaScript too',
    async () => {
      await atDiscord('newer', 'Came meanwhile');
      const { page } = await visit(browser, `${app.url}/commands`, { ...asAdmin, javaScriptEnabled: false });

      await page.getByRole('button', { name: 'Compare' }).click();

      expect(page.url()).toBe(`${app.url}/commands`);
      expect(await page.locator('#commands-drift tr', { hasText: '/newer' }).count()).toBe(1);
    },
    PATIENT_MS,
  );

  it(
    'syncs by keyboard, behind a page that names every change, whom it reaches and what it costs',
    async () => {
      const { page, troubles } = await visit(browser, `${app.url}/commands`, asAdmin);
      const list = await visit(browser, `${app.url}/commands`, asAdmin);
      await atDiscord('newest', 'Came after the last comparison');
      await page.getByRole('link', { name: /^Sync \d+ changes$/ }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /^Sync \d+ changes to Discord\?$/ }).waitFor();

      expect(await page.locator('.sw-changes li', { hasText: '/newest' }).innerText()).toContain('Delete');
      expect(await page.locator('.sw-changes li', { hasText: '/old' }).innerText()).toMatch(/Delete.*only if you/s);
      expect(await page.locator('main').innerText()).toMatch(/all 3 servers at once.*\d+ of 200 new ones today/s);
      await looksGood(page);
      await page.getByLabel('Delete what the code does not have, too').focus();
      await page.keyboard.press('Space');
      await page.getByRole('button', { name: 'Sync the commands' }).focus();
      await page.keyboard.press('Enter');
      await page.locator('#audit-entry').getByText('Done', { exact: true }).waitFor();

      await list.page.locator('#commands-registered', { hasText: 'in step' }).waitFor();
      expect(await list.page.locator('#commands-drift').innerText()).toBe('');
      expect((await drift()).differences).toEqual([]);
      expect([...troubles, ...list.troubles]).toEqual([]);
    },
    PATIENT_MS,
  );
});
