import type { Browser, Page } from 'playwright-core';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { whenOperational } from '../e2e/status.js';
import { type Shardwatch, startShardwatch, waitFor } from '../e2e/start.js';
import { hasChromium, inChromium, openBrowser, violations, visit } from './browser.js';

const world = { shards: 2, guilds: 4, heartbeatIntervalMs: 1_000 };

describe.skipIf(!hasChromium)(`an open page ${inChromium}`, () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start(world);
    const started = startShardwatch({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api });
    [app, browser] = await Promise.all([started, openBrowser()]);
    await whenOperational(app);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    await discord.stop();
  });
  afterEach(async () => {
    discord.refuseGateway(null);
    await whenOperational(app);
    await waitFor(() => discord.truth().every(({ isServed }) => isServed), app);
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  const verdict = (page: Page, word: string) => page.locator('#overview-verdict h1 b', { hasText: word }).waitFor();

  function breakShard(id: number): void {
    discord.refuseGateway('http503');
    discord.closeShard(id, 4000);
  }

  it('shows names by strangers as text', async () => {
    const { page, troubles } = await visit(browser, app.url);
    discord.addGuild('<img src=x onerror=alert(1)>');
    discord.addGuild('Free Nitro \u202egpj.exe');
    const names = page.locator('#overview-lately .sw-guild');
    await names.filter({ hasText: 'Free Nitro gpj.exe' }).waitFor();

    expect(await names.allInnerTexts()).toContain('<img src=x onerror=alert(1)>');
    expect(await page.locator('main img, main script').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('has new events at the top, and while it is paused lets them wait', async () => {
    const { page, troubles } = await visit(browser, `${app.url}/events?text=added`);
    const names = page.locator('.sw-log .sw-guild');
    await page.locator('[data-live-dot]:visible', { hasText: 'Live' }).waitFor();
    discord.addGuild('First of all');
    await names.filter({ hasText: 'First of all' }).waitFor();

    await page.getByRole('button', { name: 'Pause' }).click();
    discord.addGuild('<img src=x onerror=alert(1)>');
    discord.addGuild('Free Nitro \u202egpj.exe');
    await page.getByText('2 new events are waiting').waitFor();
    expect(await names.first().innerText()).toBe('First of all');
    expect(await violations(page)).toEqual([]);

    await page.getByRole('button', { name: 'Resume' }).click();

    const [first, second, third] = await names.allInnerTexts();
    expect([first, second].sort()).toEqual(['<img src=x onerror=alert(1)>', 'Free Nitro gpj.exe']);
    expect(third).toBe('First of all');
    expect(await page.locator('main img, main bdi script').count()).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('follows the bot through trouble and back: verdict, title, and words for those who cannot see', async () => {
    const { page } = await visit(browser, app.url);

    breakShard(1);
    await verdict(page, 'Degraded');

    expect(await page.title()).toMatch(/^Degraded - /);
    await page.locator('[data-announce]', { hasText: /^Degraded - shard.1/ }).waitFor({ state: 'attached' });
    expect(await page.locator('#cell-1').innerText()).toContain('1');
    expect(await page.locator('#cell-1 a').getAttribute('data-state')).toBe('warn');
    expect(await violations(page)).toEqual([]);

    discord.refuseGateway(null);
    await verdict(page, 'Operational');
  });

  it('keeps a filter while the shards change', async () => {
    const { page } = await visit(browser, `${app.url}/status?show=problems`);
    expect(await page.locator('#status-shards').innerText()).toContain('No problems');

    breakShard(0);
    await page.locator('#shard-0-why').waitFor();

    expect(await page.locator('#status-shards tbody th').allInnerTexts()).toEqual(['0']);
    expect(await page.locator('#shard-0-why').innerText()).toContain('it tries again by itself');
    expect(await page.getByRole('link', { name: /^Problems/ }).getAttribute('aria-current')).toBe('true');
    expect(await violations(page)).toEqual([]);
  });

  it('leaves the focus where it is, what is open open, and rows in their place', async () => {
    const { page } = await visit(browser, `${app.url}/status`);
    await page.locator('.sw-words summary').click();
    await page.getByRole('link', { name: /^Ready/ }).focus();

    breakShard(1);
    await page.locator('#shard-1[data-state="warn"]').waitFor();

    expect(await page.evaluate('document.activeElement.textContent')).toContain('Ready');
    expect(await page.locator('.sw-words').getAttribute('open')).not.toBeNull();
    expect(await page.locator('#status-shards tbody th').allInnerTexts()).toEqual(['0', '1']);
  });

  it('lets no row come or go while somebody points at the table, and catches up afterwards', async () => {
    const { page } = await visit(browser, `${app.url}/status?show=problems`);
    const rows = () => page.locator('#status-shards tbody th').allInnerTexts();
    breakShard(0);
    await page.locator('#shard-0-why').waitFor();

    await page.locator('#shard-0 th').hover();
    discord.closeShard(1, 4000);
    await page.locator('#shell-title[data-word="Down"]').waitFor({ state: 'attached' });
    expect(await rows()).toEqual(['0']);
    await page.mouse.move(5, 5);
    await page.locator('#shard-1').waitFor();
    expect(await rows()).toEqual(['0', '1']);
  });

  it('says that it knows nothing when nothing is heard any more, and comes back by itself', async () => {
    const { page } = await visit(browser, app.url);
    await page.clock.install();
    await page.reload();
    await page.locator('[data-live-dot]:visible', { hasText: 'Live' }).waitFor();

    app.process.kill('SIGSTOP');
    await page.clock.fastForward(16_000);
    await page.locator('.sw-side [data-live-dot]', { hasText: /^Lost \d+.s ago$/ }).waitFor();
    await page.clock.fastForward(16_000);
    await verdict(page, 'Unknown');
    expect(await page.title()).toMatch(/^Unknown - /);
    expect(await page.getByLabel('Connection').first().innerText()).toContain('No updates for');

    app.process.kill('SIGCONT');
    await verdict(page, 'Operational');
    expect(await page.locator('body').getAttribute('data-stale')).toBeNull();
  });
});
