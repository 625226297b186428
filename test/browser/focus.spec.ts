import type { Browser, Page } from 'playwright-core';
import { hasChromium, inChromium, openBrowser } from './browser.js';
import { focused, hasFocus, tabTo, visitWithKeys } from './keyboard.js';
import { LivedIn } from './lived-in.js';

const WITHIN_MS = 180_000;

/** Where somebody may be with the keyboard when a shard is lost and an action is done. */
const PLACES = [
  ['/', '#cell-1 a'],
  ['/', '#overview-incidents .card-head a'],
  ['/', '#overview-latency [data-range]:nth-child(2)'],
  ['/status', '#status-shards .btn-group a:last-child'],
  ['/status', '#shard-1 .acts a'],
  ['/status', '#status-actions .sw-actlinks li:first-child a'],
  ['/status', '#main .sw-words summary'],
  ['/incidents', '#incident-1 a'],
  ['/incidents', '#incidents-filter a:last-child'],
  ['/events', '.sw-log > li:first-child summary'],
  ['/servers/FIRST', '#server-shard h2 a'],
  ['/commands', '#f-find'],
] as const;

describe.skipIf(!hasChromium)(`the focus ${inChromium}`, () => {
  let scene: LivedIn;
  let browser: Browser;
  beforeAll(async () => {
    const env = { SSE_PER_ADDRESS: '50', COMMAND_SYNC: 'manual' };
    [scene, browser] = await Promise.all([LivedIn.start(env), openBrowser()]);
  }, WITHIN_MS);
  afterAll(async () => {
    await browser.close();
    await scene.stop();
  });
  afterEach(async () => {
    scene.discord.refuseGateway(null);
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  const open = async (path: string) => (await visitWithKeys(browser, scene.url(path), scene.asAdmin)).page;
  const verdict = (page: Page, word: string) =>
    page.locator(`#shell-title[data-word="${word}"]`).waitFor({ state: 'attached' });

  async function act(path: string, body: object): Promise<void> {
    const headers = { ...scene.asAdmin.extraHTTPHeaders, 'content-type': 'application/json' };
    await fetch(scene.url(`/api/v1/${path}`), { method: 'POST', headers, body: JSON.stringify(body) });
  }

  it(
    'stays on what it is on, wherever that is, while all around it changes',
    async () => {
      const pages = await Promise.all(PLACES.map(([path]) => open(path)));
      for (const [index, page] of pages.entries()) {
        await tabTo(page, page.locator(PLACES[index]?.[1] ?? ''));
        await page.evaluate('window.mine = document.activeElement; window.where = mine.href');
      }

      scene.discord.refuseGateway('http503');
      scene.discord.closeShard(1, 4000);
      await act('actions/log-level', { level: 'debug', minutes: 5 });
      for (const page of pages) await verdict(page, 'Degraded');
      await pages[5]?.locator('#status-actions .sw-acts').waitFor();
      scene.discord.refuseGateway(null);
      for (const page of pages) await verdict(page, 'Operational');

      const isKept = 'window.mine === document.activeElement && window.where === mine.href';
      const kept = await Promise.all(pages.map((page) => page.evaluate(isKept)));
      expect(PLACES.filter((_, index) => !kept[index])).toEqual([]);
    },
    WITHIN_MS,
  );

  it(
    'goes to the page when the part that had it is empty now, and on from there',
    async () => {
      const page = await open('/commands');
      await tabTo(page, page.locator('#commands-drift').getByRole('button', { name: 'Compare' }));

      await act('commands/sync', {});
      await page.locator('#commands-registered', { hasText: 'in step' }).waitFor();

      expect(await hasFocus(page.locator('#main'))).toBe(true);
    },
    WITHIN_MS,
  );

  it('is not lost with the banner that says the connection is', async () => {
    const page = await open('/');
    await page.clock.install();
    await page.reload();
    await page.locator('[data-live-dot]:visible', { hasText: 'Live' }).waitFor();
    scene.app.process.kill('SIGSTOP');
    try {
      await page.clock.fastForward(31_000);
      await tabTo(page, page.getByRole('button', { name: 'Try now' }));
      await page.keyboard.press('Enter');
    } finally {
      scene.app.process.kill('SIGCONT');
    }

    await page.getByRole('button', { name: 'Try now' }).waitFor({ state: 'hidden' });

    expect(await hasFocus(page.locator('#main'))).toBe(true);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatchObject({ hasRing: true });
  });
});
