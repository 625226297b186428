import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { hasChromium, inChromium, openBrowser, overflow, visit } from './browser.js';
import { everyPage } from './every-page.js';
import { LivedIn } from './lived-in.js';

const WITHIN_MS = 180_000;

describe.skipIf(!hasChromium)(`a walk through every page ${inChromium}`, () => {
  let scene: LivedIn;
  let browser: Browser;
  beforeAll(async () => {
    [scene, browser] = await Promise.all([LivedIn.start(), openBrowser()]);
  }, WITHIN_MS);
  afterAll(async () => {
    await browser.close();
    await scene.stop();
  });

  it('has every page on its way', () => {
    expect(everyPage.filter((path) => path.includes(':'))).toEqual([]);
    expect(everyPage.length).toBeGreaterThan(10);
  });

  /** What is wrong with a page in a window so wide, in words. A theme changes colours only. */
  async function wrongAt(page: Page, width: number, theme: string): Promise<readonly string[]> {
    await page.setViewportSize({ width, height: 900 });
    await page.evaluate(`document.documentElement.dataset.bsTheme = '${theme}'`);
    const wide = await overflow(page);
    const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
    const { violations } = await (theme === 'dark' ? axe : axe.withRules(['color-contrast'])).analyze();
    return [
      ...(wide === 0 ? [] : [`${width} px: ${wide} px too wide`]),
      ...violations.map(
        ({ id, nodes }) => `${width} px, ${theme}: ${id} at ${nodes.map((n) => n.target.join(' ')).join(', ')}`,
      ),
    ];
  }

  it.each(everyPage)(
    '%s fits, works for everybody, and keeps to the policy, in both themes and four widths',
    async (path) => {
      const { page, troubles } = await visit(browser, 'about:blank', scene.asAdmin);
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      await page.addInitScript(
        `addEventListener('securitypolicyviolation', (event) => console.error(event.blockedURI))`,
      );
      const answer = await page.goto(scene.url(path));
      const isFound = (answer?.status() ?? 0) < 400;

      const wrong: string[] = [];
      for (const width of [1440, 1024, 390, 320])
        for (const theme of ['dark', 'light']) wrong.push(...(await wrongAt(page, width, theme)));

      expect(wrong).toEqual([]);
      // The browser itself says of a page that is not found that it is not.
      if (isFound) expect([...said, ...troubles]).toEqual([]);
      await page.context().close();
    },
    WITHIN_MS,
  );
});
