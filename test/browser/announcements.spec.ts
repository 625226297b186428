import type { Browser, Page } from 'playwright-core';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { type Shardwatch, startShardwatch, waitFor } from '../e2e/start.js';
import { whenOperational } from '../e2e/status.js';
import { UNHURRIED } from '../faults/scene.js';
import { hasChromium, inChromium, openBrowser, visit } from './browser.js';

const WITHIN_MS = 120_000;
/** Keeps what a screen reader would say without being asked. */
const LISTEN = `document.addEventListener('DOMContentLoaded', () => {
  window.said = [];
  const spoken = '[aria-live]:not([aria-live=off]), output, marquee, ' +
    ['status', 'alert', 'log', 'timer', 'marquee', 'alertdialog'].map((role) => '[role=' + role + ']').join(', ');
  new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      const place = (target.nodeType === 1 ? target : target.parentElement).closest(spoken) ??
        [...addedNodes].find((node) => node.nodeType === 1 && (node.matches(spoken) || node.querySelector(spoken)));
      if (place) window.said.push(place.textContent);
    }
  }).observe(document, { childList: true, characterData: true, subtree: true });
})`;

describe.skipIf(!hasChromium)(`to somebody who listens to it, an open page ${inChromium}`, () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({
      shards: 2,
      guilds: 12,
      traffic: true,
      commandsPerMinute: 0,
    });
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, SSE_PER_ADDRESS: '50', ...UNHURRIED };
    [app, browser] = await Promise.all([startShardwatch(env), openBrowser()]);
    await whenOperational(app);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    await discord.stop();
  });

  const heard = (page: Page) => page.locator('time[data-last-heard]').first().getAttribute('datetime');
  const said = (page: Page) => page.evaluate<string[]>('window.said');

  it(
    'says nothing at ticks, new figures and new events, and one sentence when the verdict changes',
    async () => {
      const paths = ['/', '/status', '/health', '/commands', '/servers', '/incidents', '/events'];
      const open = async (path: string) => {
        const { page } = await visit(browser, 'about:blank');
        await page.addInitScript(LISTEN);
        // A page that saw a verdict change has something to say of it, up to ten seconds later.
        await waitFor(async () => {
          await page.goto(app.url + path);
          return (await page.locator('#shell-title').getAttribute('data-word')) === 'Operational';
        });
        return page;
      };
      const pages = await Promise.all(paths.map(open));
      const [overview, status] = pages as [Page, Page];
      const figure = overview.locator('#overview-figures');
      const [before, uses] = [await figure.innerText(), await status.locator('#shard-0').innerText()];
      await Promise.all(
        pages.map(async (page) => {
          const first = await heard(page);
          const second = await waitFor(async () => (await heard(page)) !== first && (await heard(page)));
          await waitFor(async () => (await heard(page)) !== second);
        }),
      );
      await waitFor(async () => (await figure.innerText()) !== before);
      await waitFor(async () => (await status.locator('#shard-0').innerText()) !== uses);
      discord.addGuild('A new server');
      await pages.at(-1)?.locator('.sw-log', { hasText: 'A new server' }).waitFor();
      expect(await Promise.all(pages.map(said))).toEqual(pages.map(() => []));

      discord.refuseGateway('http503');
      discord.closeShard(1, 4000);

      for (const page of pages) await waitFor(async () => (await said(page)).length > 0);
      for (const page of pages) {
        expect(await said(page)).toEqual([expect.stringMatching(/^Degraded - shard.1 /)]);
        expect(await page.getByRole('status').innerText()).toMatch(/^Degraded - shard.1 /);
      }
    },
    WITHIN_MS,
  );
});
