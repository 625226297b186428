import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { type Shardwatch, startShardwatch } from '../e2e/start.js';
import { whenOperational } from '../e2e/status.js';
import { Receiver } from '../receiver.js';
import { hasChromium, inChromium, openBrowser, overflow, violations, visit } from './browser.js';

const TIME_FACTOR = 10;
const PATIENT_MS = 90_000;

describe.skipIf(!hasChromium)(`the pages of incidents ${inChromium}`, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-incidents-'));
  let discord: EmbeddedDiscord;
  let receiver: Receiver;
  let app: Shardwatch;
  let browser: Browser;
  const start = () => {
    const discordAt = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api };
    const statusPage = { STATUS_PAGE_URL: `${new URL(discord.api).origin}/status` };
    const alerts = { ALERT_WEBHOOK_URL: `http://127.0.0.1:${receiver.port}/`, ALERT_LOOPBACK: 'true' };
    const env = { ...discordAt, ...statusPage, ...alerts, TIME_FACTOR: String(TIME_FACTOR) };
    return startShardwatch(env, { dataDir });
  };
  beforeAll(async () => {
    const quiet = { traffic: false, mishaps: false };
    discord = await EmbeddedDiscord.start({ shards: 2, guilds: 4, ...quiet, timeFactor: TIME_FACTOR });
    receiver = await Receiver.start();
    [app, browser] = await Promise.all([start(), openBrowser()]);
    await whenOperational(app);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    await discord.stop();
    await receiver.leave();
    rmSync(dataDir, { recursive: true });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  const count = (page: Page) => page.locator('.sw-side .sw-count');

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
    await page.setViewportSize({ width: 1440, height: 900 });
  }

  it(
    'say that there was none, then have it without being loaded again, and lead to it from the overview',
    async () => {
      const list = await visit(browser, `${app.url}/incidents`);
      const { page, troubles } = await visit(browser, app.url);
      expect(await list.page.locator('#incidents-list').innerText()).toContain('No incident in the last 30 days');
      expect(await page.locator('#overview-incidents').innerText()).toContain('No incident in the last 30 days');

      discord.refuseGateway('http503');
      discord.closeShard(1, 4000);
      await list.page.locator('.sw-inc', { hasText: 'Shard 1 lost its connection' }).waitFor();
      await count(page).waitFor();

      expect(await count(page).innerText()).toMatch(/^1/);
      expect(await list.page.locator('.sw-inc').innerText()).toMatch(/so far/);
      await page.locator('#overview-incidents', { hasText: 'Shard 1 lost its connection' }).waitFor();
      expect(await page.locator('#overview-marks li').allInnerTexts()).toEqual([expect.stringMatching(/, open$/)]);
      await looksGood(list.page);
      await looksGood(page);
      await page.getByRole('link', { name: 'Open incident' }).click();
      expect(page.url()).toBe(`${app.url}/incidents/1`);
      expect(troubles).toEqual([]);
    },
    PATIENT_MS,
  );

  it(
    'follow one until it is closed: its figures, its story and who was told',
    async () => {
      const { page, troubles } = await visit(browser, `${app.url}/incidents/1`);
      expect(await page.title()).toBe('Degraded - Incident 1 - Shardwatch');
      expect(await page.locator('#incident-state').innerText()).toBe('Open');
      expect(await page.locator('#figure-length').innerText()).toMatch(/so far/);
      expect(await page.locator('#incident-cause').innerText()).toMatch(/Discord[^]*For[^]*HTTP 503/);
      await page.locator('#incident-told', { hasText: /Opening\s*Told the webhook at \d\d:\d\d:\d\d.UTC/ }).waitFor();
      await looksGood(page);

      discord.refuseGateway(null);
      await page.locator('#incident-state', { hasText: 'Closed' }).waitFor();

      await page.locator('.sw-time li:first-child', { hasText: 'Operational - all 2 shards answer' }).waitFor();
      expect(await page.locator('#figure-shards').innerText()).toMatch(/1\s+of 2/);
      await count(page).waitFor({ state: 'detached' });
      await page.locator('#incident-told', { hasText: /Closing\s*Told the webhook/ }).waitFor();
      expect(troubles).toEqual([]);
    },
    PATIENT_MS,
  );

  it('draw the latency around it, with the incident marked', async () => {
    const { page } = await visit(browser, `${app.url}/incidents/1`);
    const chart = page.getByRole('img', { name: /^Gateway latency around the incident: .* Marked: Discord, \d+.s\.$/ });
    await page.locator('#incident-latency canvas').waitFor();

    await chart.waitFor();
  });

  it('copy the report', async () => {
    const { page } = await visit(browser, `${app.url}/incidents/1`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });

    await page.getByRole('button', { name: 'Copy report' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();

    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(
      /^# Incident 1: Shard 1 lost its connection\n/,
    );
  });

  it(
    'remember it after a crash, which is one of its own with the last lines of the log',
    async () => {
      await app.kill();
      app = await start();
      await whenOperational(app);
      const { page } = await visit(browser, `${app.url}/incidents`);

      await page.locator('.sw-inc:first-child', { hasText: 'The process ended without a goodbye' }).waitFor();
      await page.locator('.sw-inc:last-child', { hasText: 'Shard 1 lost its connection' }).waitFor();
      await page.getByRole('link', { name: /^Our process/ }).click();
      expect(await page.locator('.sw-inc').count()).toBe(1);
      await page.getByRole('link', { name: 'The process ended without a goodbye' }).click();
      expect(await page.locator('#incident-log pre').innerText()).toContain('Incident 1 is over');
      await looksGood(page);
    },
    PATIENT_MS,
  );

  it('can be read without JavaScript, and the report kept as a file', async () => {
    const { page } = await visit(browser, `${app.url}/incidents/1`, { javaScriptEnabled: false });

    expect(await page.locator('#incident-latency').innerText()).toMatch(
      /around the incident: (?:shard.1 took|of shard.1 nothing)/,
    );
    expect(await page.getByRole('button', { name: 'Copy report' }).count()).toBe(0);
    const href = await page.getByRole('link', { name: 'Report' }).getAttribute('href');
    expect(await (await fetch(app.url + (href ?? ''))).text()).toMatch(/^# Incident 1: /);
  });

  it.each(['/incidents/99', '/incidents/nothing', '/incidents/1.5'])('%s is no page', async (path) => {
    const response = await fetch(app.url + path, { headers: { accept: 'text/html' } });

    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is no such page');
    expect((await fetch(`${app.url}/live${path}`)).status).toBe(404);
  });
});
