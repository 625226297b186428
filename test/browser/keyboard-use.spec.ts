import type { Browser, Page } from 'playwright-core';
import { type Shardwatch, startShardwatch, waitFor } from '../e2e/start.js';
import { whenOperational } from '../e2e/status.js';
import { hasChromium, inChromium, openBrowser } from './browser.js';
import { focused, hasFocus, tabTo, visitWithKeys } from './keyboard.js';
import { LivedIn } from './lived-in.js';

const WITHIN_MS = 180_000;
const FIRST_PAGE = 50;

/** Presses a key where the focus is brought by Tab alone. */
async function press(page: Page, role: 'link' | 'button', name: string | RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, page.locator('#main').getByRole(role, { name }).first());
  await page.keyboard.press(key);
}

describe.skipIf(!hasChromium)(`with the keyboard alone ${inChromium}, somebody`, () => {
  let scene: LivedIn;
  let browser: Browser;
  beforeAll(async () => {
    [scene, browser] = await Promise.all([LivedIn.start({ COMMAND_SYNC: 'manual' }), openBrowser()]);
    for (let number = 1; number <= FIRST_PAGE; number += 1) scene.discord.addGuild(`Harbour ${number}`);
    const guilds = async () => (await (await fetch(scene.url('/api/v1/guilds'))).json()) as { count: number };
    await waitFor(async () => (await guilds()).count > FIRST_PAGE, scene.app);
  }, WITHIN_MS);
  afterAll(async () => {
    await browser.close();
    await scene.stop();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  const open = async (path: string) => (await visitWithKeys(browser, scene.url(path), scene.asAdmin)).page;

  it('filters the events, opens a line and copies it', async () => {
    const page = await open('/events');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await tabTo(page, page.locator('input[name="level"]:checked'));
    await page.keyboard.press('ArrowLeft');
    await tabTo(page, page.getByLabel('Source'));
    await page.keyboard.type('process');
    await tabTo(page, page.getByLabel('Text'));
    await page.keyboard.type('started');
    await page.keyboard.press('Enter');
    await page.waitForURL(/level=debug.*source=process.*text=started/);

    await tabTo(page, page.locator('.sw-log summary').first());
    await page.keyboard.press('Space');
    await press(page, 'button', 'Copy');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('"source": "process"');

    await tabTo(page, page.getByRole('link', { name: 'Clear' }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(scene.url('/events'));
  });

  it('pauses the events and goes on, the focus staying on the button', async () => {
    const page = await open('/events?text=added');
    await page.locator('[data-live-dot]:visible', { hasText: 'Live' }).waitFor();
    await press(page, 'button', 'Pause', 'Space');
    scene.discord.addGuild('While it was paused');
    await page.getByText('1 new event is waiting').waitFor();
    expect((await focused(page))?.name).toBe('button Resume');

    await page.keyboard.press('Space');

    await page.locator('.sw-log > li:first-child', { hasText: 'While it was paused' }).waitFor();
    expect((await focused(page))?.name).toBe('button Pause');
  });

  it('finds servers, orders them, turns the page and opens one', async () => {
    const page = await open('/servers');
    await press(page, 'link', 'Next');
    await page.waitForURL(/page=2/);
    await press(page, 'link', 'Previous');
    await page.waitForURL((url) => !url.search.includes('page=2'));
    await press(page, 'link', 'Members');
    await page.locator('th[aria-sort]', { hasText: 'Members' }).waitFor();
    await tabTo(page, page.getByLabel('Shard'));
    await page.keyboard.press('ArrowDown');
    await tabTo(page, page.getByLabel('Server', { exact: true }), 'Shift+Tab');
    await page.keyboard.type('Harbour');
    await page.keyboard.press('Enter');
    await page.waitForURL(/text=Harbour&shard=0/);

    await press(page, 'link', /^Harbour/);

    await page.locator('h1', { hasText: /^Harbour \d+$/ }).waitFor();
  });

  it('changes the range of the chart, the focus staying in it', async () => {
    const page = await open('/');
    await press(page, 'link', '24 h');
    await page.locator('#overview-latency [aria-current]', { hasText: '24 h' }).waitFor();
    await waitFor(() => hasFocus(page.getByRole('link', { name: '24 h', exact: true })));
    await page.keyboard.press('Tab');

    expect((await focused(page))?.name).toBe('a 7 d');
  });

  it('looks at incidents of one cause, opens one and copies its report', async () => {
    const page = await open('/incidents');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await press(page, 'link', /^Discord/);
    await page.waitForURL(/cause=/);
    await press(page, 'link', /lost its connection/);
    await page.waitForURL(/\/incidents\/1$/);

    await press(page, 'button', 'Copy report', 'Space');

    await page.getByRole('button', { name: 'Copied' }).waitFor();
  });

  it('reconnects a shard: finds it in the table, chooses, says why, confirms', async () => {
    const before = scene.discord.identifyTimes().length;
    const page = await open('/status');
    await press(page, 'link', 'Reconnect shard 1');
    await page.waitForURL(/shard=1/);
    await tabTo(page, page.locator('input[name="session"]:checked'));
    await page.keyboard.press('ArrowDown');
    await tabTo(page, page.getByLabel('Reason'));
    await page.keyboard.type('by hand, without a mouse');
    await press(page, 'button', 'Reconnect shard 1', 'Space');

    await page.locator('#audit-entry').getByText('Done', { exact: true }).waitFor();
    expect(scene.discord.identifyTimes()).toHaveLength(before + 1);
    await press(page, 'link', 'Audit');
    await page.getByText('by hand, without a mouse').waitFor();
  });

  it('thinks better of it', async () => {
    const page = await open('/actions/maintenance');

    await press(page, 'link', 'Cancel');

    await page.waitForURL(scene.url('/status'));
  });

  it('syncs the commands, behind a page that names every change', async () => {
    const page = await open('/commands');
    await press(page, 'link', /^Sync \d+ changes$/);
    await page.getByRole('heading', { name: /^Sync \d+ changes to Discord\?$/ }).waitFor();
    await press(page, 'button', 'Sync the commands');

    await page.locator('#audit-entry').getByText('Done', { exact: true }).waitFor();
  });
});

describe.skipIf(!hasChromium)(`with the keyboard alone ${inChromium}, a visitor of the demo`, () => {
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startShardwatch({ PUBLIC_VIEW: 'status' }), openBrowser()]);
    await whenOperational(app);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  it('signs in, and out in the menu', async () => {
    const { page } = await visitWithKeys(browser, `${app.url}/settings`);
    await press(page, 'button', /^Sign in as/, 'Space');
    await page.waitForURL(`${app.url}/settings`);
    const menu = page.locator('.sw-side .sw-more');
    await tabTo(page, menu.locator('summary'));
    await page.keyboard.press('Enter');
    await tabTo(page, menu.getByRole('button', { name: 'Sign out' }));

    await page.keyboard.press('Enter');

    await page.waitForURL(`${app.url}/signin`);
    await page.context().close();
  });
});
