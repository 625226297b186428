import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { whenOperational } from '../e2e/status.js';
import { type Shardwatch, startShardwatch } from '../e2e/start.js';
import { hasChromium, inChromium, openBrowser } from './browser.js';

const require = createRequire(import.meta.url);
const publicDir = join(import.meta.dirname, '../../public');

/** The sheets as they are written and as their makers deliver them, in the order in which the pages wear them. */
function wholeSheet(): string {
  const foreign = {
    'bootstrap.css': ['bootstrap/dist/css/bootstrap.css'],
    'icons.css': ['fontawesome', 'solid'].map((name) => `@fortawesome/fontawesome-free/css/${name}.css`),
  };
  const imports = readFileSync(join(publicDir, 'site.css'), 'utf8').matchAll(/@import '([^']+)'/g);
  const paths = [...imports].flatMap(([, name = '']) =>
    name.startsWith('./')
      ? [join(publicDir, name)]
      : (foreign[name as keyof typeof foreign] ?? [name]).map((path) => require.resolve(path)),
  );
  return paths.map((path) => readFileSync(path, 'utf8')).join('\n');
}

/** Notes how every kind of element and what stands before it is drawn; the second time it tells what is drawn otherwise. */
const COMPARED = `(async () => {
  await document.fonts.ready;
  const kinds = new Map();
  for (const element of document.querySelectorAll('body, body *')) {
    kinds.set([element.tagName, element.className, element.parentElement.className].join(), element);
  }
  const drawn = [...kinds.values()].flatMap((element) =>
    [null, '::before'].map((part) => {
      const style = getComputedStyle(element, part);
      return [...style].map((name) => name + ': ' + style.getPropertyValue(name));
    }));
  const before = window.drawnBefore ?? drawn;
  window.drawnBefore = drawn;
  return drawn.flatMap((style, index) => style.filter((line, at) => line !== before[index][at])).slice(0, 20);
})()`;

/** Puts on the sheet of that address, or our own again. */
const WEAR = `async (url) => {
  const [ours, ...others] = document.querySelectorAll('link[rel=stylesheet]');
  for (const other of others) other.remove();
  ours.disabled = url !== null;
  if (url === null) return;
  const whole = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url });
  await new Promise((resolve, reject) => {
    Object.assign(whole, { onload: resolve, onerror: reject });
    document.head.append(whole);
  });
}`;

describe.skipIf(!hasChromium)(`the built style sheet ${inChromium}`, () => {
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    [app, browser] = await Promise.all([startShardwatch(), openBrowser()]);
    await whenOperational(app);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  it.each(['/', '/status', '/health', '/incidents', '/events', '/signin', '/nowhere'])(
    'draws %s as the whole of Bootstrap and Font Awesome would',
    async (path) => {
      const viewport = { width: 1440, height: 900 };
      const context = await browser.newContext({ viewport, javaScriptEnabled: false, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.route('**/whole.css', (route) => route.fulfill({ contentType: 'text/css', body: wholeSheet() }));
      await page.goto(app.url + path);

      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate('delete window.drawnBefore');
        await page.evaluate(COMPARED);
        await page.evaluate(WEAR, '/whole.css');
        expect(await page.evaluate(COMPARED)).toEqual([]);
        await page.evaluate(WEAR, null);
      }
      await context.close();
    },
  );
});
