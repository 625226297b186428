import type { Browser, BrowserContext } from 'playwright-core';
import { whenOperational } from '../e2e/status.js';
import { type Shardwatch, startShardwatch } from '../e2e/start.js';
import { hasChromium, inChromium, openBrowser } from './browser.js';

/** What a load costs, as Chromium saw it on the wire. */
interface Load {
  /** All of them, the live stream and the figures of the chart too. */
  readonly requests: readonly string[];
  /** Headers and bodies, compressed as they came; of the live stream its first words, until the page is live. */
  readonly bytes: number;
  /** What has moved on the page by itself, as Chromium weighs it. */
  readonly shift: number;
}

/** Sums up every shift of the layout that nobody's hand has caused. */
const WATCH_SHIFTS = `window.shiftOfLayout = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shiftOfLayout += entry.value;
}).observe({ type: 'layout-shift', buffered: true });`;

describe.skipIf(!hasChromium)(`the Overview on its way to the reader ${inChromium}`, () => {
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startShardwatch(), openBrowser()]);
    await whenOperational(app);
    const hasPoint = async (): Promise<boolean> => /data-newest="[^"]/.test(await (await fetch(app.url)).text());
    await vi.waitFor(async () => expect(await hasPoint()).toBe(true), { timeout: 50_000 });
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  async function arriving(width: number): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport: { width, height: 1200 } });
    await context.addInitScript(WATCH_SHIFTS);
    return context;
  }

  /** Until the page is live, and its chart drawn. */
  async function load(context: BrowserContext): Promise<Load> {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const requests: string[] = [];
    /** By request. The total at the end of one is exact; the live stream has no end, and is counted until it is there. */
    const bytesOf = new Map<string, number>();
    let isLive = false;
    const more = (id: string, bytes: number) => isLive || bytesOf.set(id, (bytesOf.get(id) ?? 0) + bytes);
    session.on('Network.requestWillBeSent', ({ request }) => requests.push(request.url.replace(app.url, '')));
    session.on('Network.responseReceived', ({ requestId, response }) => more(requestId, response.encodedDataLength));
    session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => more(requestId, encodedDataLength));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
      bytesOf.set(requestId, encodedDataLength),
    );
    await session.send('Network.enable');
    await page.goto(app.url);
    await page.locator('[data-live-dot]:visible', { hasText: 'Live' }).waitFor();
    isLive = true;
    await page.locator('[data-chart]').scrollIntoViewIfNeeded();
    await page.locator('.uplot canvas').waitFor();
    const shift = await page.evaluate<number>('window.shiftOfLayout');
    await page.close();
    const bytes = [...bytesOf.values()].reduce((sum, one) => sum + one, 0);
    return { requests, bytes, shift };
  }

  it('takes at most 160 KB over at most 12 requests the first time, and 20 KB the second', async () => {
    const context = await arriving(1440);
    const [first, second] = [await load(context), await load(context)];

    expect(first.requests.length).toBeGreaterThan(6);
    expect(first.requests.length).toBeLessThanOrEqual(12);
    expect(first.bytes).toBeGreaterThan(20_000);
    expect(first.bytes).toBeLessThanOrEqual(160_000);
    expect(second.bytes).toBeLessThanOrEqual(20_000);
    await context.close();
  });

  it.each([1440, 390])('does not move while it arrives, %i pixels wide', async (width) => {
    // What happens to the bot at this very moment may take space of its own; sooner or later nothing does.
    await vi.waitFor(
      async () => {
        const context = await arriving(width);
        const { shift } = await load(context).finally(() => context.close());
        expect(shift).toBeLessThan(0.02);
      },
      { timeout: 50_000 },
    );
  });
});
