import type { Browser, Page } from 'playwright-core';
import { hasChromium, inChromium, openBrowser } from './browser.js';
import { everyPage } from './every-page.js';
import { focused, hasFocus, stopsOf, tabTo, unreached, visitWithKeys } from './keyboard.js';
import { LivedIn } from './lived-in.js';

const WITHIN_MS = 180_000;
/** A desk with a sidebar, and a phone with bars above and below. */
const SCREENS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

describe.skipIf(!hasChromium)(`with the keyboard alone ${inChromium}`, () => {
  let scene: LivedIn;
  let browser: Browser;
  beforeAll(async () => {
    [scene, browser] = await Promise.all([LivedIn.start(), openBrowser()]);
  }, WITHIN_MS);
  afterAll(async () => {
    await browser.close();
    await scene.stop();
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  const open = async (path: string) => (await visitWithKeys(browser, scene.url(path), scene.asAdmin)).page;

  /** What somebody would complain about who goes through the page with Tab, and back with Shift+Tab. */
  async function complaints(page: Page): Promise<readonly string[]> {
    const forth = await stopsOf(page, 'Tab');
    const missing = await unreached(page);
    const back = await stopsOf(page, 'Shift+Tab');
    const isSameWay =
      JSON.stringify(back.map((stop) => stop.number).reverse()) === JSON.stringify(forth.map((stop) => stop.number));
    return [
      ...[...forth, ...back].filter(({ hasRing }) => !hasRing).map(({ name }) => `no ring: ${name}`),
      ...[...forth, ...back].filter(({ isInSight }) => !isInSight).map(({ name }) => `not in sight: ${name}`),
      ...missing.map((name) => `never reached: ${name}`),
      ...(isSameWay
        ? []
        : [`${forth.map(({ name }) => name).join(', ')} and back ${back.map(({ name }) => name).join(', ')}`]),
    ];
  }

  it.each(everyPage)(
    '%s is gone through from end to end and back, the focus always in sight',
    async (path) => {
      for (const screen of SCREENS) {
        const page = await open(path);
        await page.setViewportSize(screen);

        expect(await complaints(page)).toEqual([]);
        await page.context().close();
      }
    },
    WITHIN_MS,
  );

  it.each(everyPage.filter((path) => !/^\/(signin|nowhere)/.test(path)))(
    '%s is skipped into at the first Tab',
    async (path) => {
      const page = await open(path);

      await page.keyboard.press('Tab');
      expect((await focused(page))?.name).toBe('a Skip to content');
      await page.keyboard.press('Enter');
      expect(await hasFocus(page.locator('#main'))).toBe(true);
      await page.keyboard.press('Tab');

      expect(await page.evaluate('document.activeElement.closest("#main, .sw-bottom, body").id')).toBe('main');
    },
  );

  it(
    'every page of the navigation is opened by its link',
    async () => {
      const page = await open('/');
      const labels = await page.locator('.sw-nav a > span:first-of-type').allInnerTexts();

      for (const label of labels) {
        await tabTo(page, page.locator('.sw-nav a', { hasText: label }));
        await page.keyboard.press('Enter');
        await page.locator('.sw-nav a[aria-current="page"]', { hasText: label }).waitFor();
      }

      expect(labels.length).toBeGreaterThan(6);
    },
    WITHIN_MS,
  );

  it.each([
    { where: 'on a desk', screen: SCREENS[0], menu: '.sw-side .sw-more' },
    { where: 'on a phone', screen: SCREENS[1], menu: '.sw-bottom .sw-more' },
  ])(
    'the menu opens, is gone through, and closes with Escape or behind whoever leaves it, $where',
    async ({ screen, menu: place }) => {
      const page = await open('/status');
      if (screen) await page.setViewportSize(screen);
      const menu = page.locator(place);
      const summary = menu.locator('summary');
      await tabTo(page, summary);

      await page.keyboard.press('Enter');
      await tabTo(page, menu.getByRole('link', { name: 'API docs' }));
      expect(await focused(page)).toMatchObject({ hasRing: true, isInSight: true });
      await page.keyboard.press('Escape');
      expect([await menu.getAttribute('open'), await hasFocus(summary)]).toEqual([null, true]);

      await page.keyboard.press('Space');
      expect(await menu.getAttribute('open')).not.toBeNull();
      await page.keyboard.press('Shift+Tab');
      expect(await menu.getAttribute('open')).toBeNull();
    },
  );

  it('the theme is changed in the menu, which stays open', async () => {
    const page = await open('/');
    const menu = page.locator('.sw-side .sw-more');
    await tabTo(page, menu.locator('summary'));
    await page.keyboard.press('Enter');
    await tabTo(page, menu.locator('[data-theme-switch]'));

    await page.keyboard.press('Space');

    expect(await page.locator('html').getAttribute('data-bs-theme')).toBe('light');
    expect(await hasFocus(menu.getByRole('button', { name: 'Dark theme' }))).toBe(true);
  });
});
