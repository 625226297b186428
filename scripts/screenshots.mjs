/**
 * Takes the pictures of the README from the running demo: every page at three widths, dark and light.
 * Usage: npm run screenshots [-- FOLDER]; Chromium is taken from CHROMIUM or /usr/bin/chromium.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = process.argv[2] ?? join(root, 'docs/screenshots');
const pages = { overview: '/', status: '/status', health: '/health', incidents: '/incidents', events: '/events' };
const widths = { 1440: 900, 1024: 768, 390: 844 };

mkdirSync(folder, { recursive: true });
const env = {
  PATH: process.env.PATH,
  PORT: '0',
  LOG_FORMAT: 'json',
  DATA_DIR: mkdtempSync(join(tmpdir(), 'shardwatch-')),
};
const app = spawn(process.execPath, [join(root, 'dist/main.js')], { env, cwd: tmpdir() });
const url = await new Promise((resolve) => {
  let output = '';
  app.stdout.on('data', (chunk) => {
    output += chunk;
    const found = /The dashboard is at (http:\/\/[^\s/]+)/.exec(output);
    if (found) resolve(found[1]);
  });
});

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-sync',
  ],
});
const seconds = Number(process.env.WAIT_S ?? 45);
console.log(`Letting the demo live for ${seconds} s, so that its curves have a shape`);
await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));

for (const [width, height] of Object.entries(widths)) {
  for (const theme of ['dark', 'light']) {
    const context = await browser.newContext({ viewport: { width: Number(width), height }, timezoneId: 'UTC' });
    await context.addInitScript((wanted) => localStorage.setItem('shardwatch.theme', wanted), theme);
    const page = await context.newPage();
    for (const [name, path] of Object.entries(pages)) {
      await page.setViewportSize({ width: Number(width), height });
      await page.goto(url + path, { waitUntil: 'load' });
      // As tall as the page is: bars that stick to the edges of the window then stand where they belong.
      const tall = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: Number(width), height: tall });
      // A chart is drawn once it is in sight.
      await page.waitForFunction(() => !document.querySelector('[data-chart]:not(:has(canvas)) .sw-chart__still p'));
      await page.screenshot({ path: join(folder, `${name}-${width}-${theme}.png`) });
      console.log(`${name}-${width}-${theme}.png`);
    }
    await context.close();
  }
}
await browser.close();
app.kill('SIGTERM');
