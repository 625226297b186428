/**
 * Takes pictures of the running demo: every page at three widths, dark and light, as its admin sees it.
 * Usage: npm run screenshots [-- FOLDER]; Chromium is taken from CHROMIUM or /usr/bin/chromium. WAIT_S is for how many
 * seconds the demo lives before (120), so that its curves have a shape and its incident is over. Git keeps those that the README shows.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = process.argv[2] ?? join(root, 'docs/screenshots');
const WIDTHS = { 1440: 900, 1024: 768, 390: 844 };
const WALL = { width: 1920, height: 1080 };
const THEMES = ['dark', 'light'];
/** Seconds of the first life, whose end is an incident. */
const FIRST_LIFE_S = 10;
const seconds = Number(process.env.WAIT_S ?? 120);

const dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-'));

async function startDemo() {
  const env = { PATH: process.env.PATH, PORT: '0', LOG_FORMAT: 'json', DATA_DIR: dataDir };
  const app = spawn(process.execPath, [join(root, 'dist/main.js')], { env, cwd: tmpdir() });
  const url = await new Promise((resolve) => {
    let output = '';
    app.stdout.on('data', (chunk) => {
      output += chunk;
      const found = /The dashboard is at (http:\/\/[^\s/]+)/.exec(output);
      if (found) resolve(found[1]);
    });
  });
  const end = async (signal) => {
    const ended = once(app, 'exit');
    app.kill(signal);
    await ended;
  };
  return { url, end };
}

const read = async (url) => (await fetch(url)).json();

/** The newest of what there is to see one by one. */
async function pagesOf(url) {
  const [server, incident] = await Promise.all(['guilds', 'incidents'].map((what) => read(`${url}/api/v1/${what}`)));
  return {
    ...{ overview: '/', status: '/status', health: '/health', commands: '/commands', servers: '/servers' },
    ...{ server: `/servers/${server.items[0].id}`, incidents: '/incidents', events: '/events', settings: '/settings' },
    ...(incident.items[0] ? { incident: `/incidents/${incident.items[0].id}` } : {}),
    ...{ audit: '/audit', action: '/actions/reconnect?shard=0', error: '/nowhere', wall: '/?wall' },
  };
}

/** Signs in, and does something that stands in the audit then. */
async function admin(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/signin`);
  await page.getByRole('button', { name: /^Sign in as/ }).click();
  await page.goto(`${url}/actions/log-level`);
  await page.getByLabel('Reason').fill('Looking into slow commands');
  await page.locator('#main form button[type="submit"]').click();
  await page.locator('#audit-entry').waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

async function open(browser, { theme, viewport, storageState }) {
  const context = await browser.newContext({ viewport, storageState, timezoneId: 'UTC' });
  await context.addInitScript((wanted) => localStorage.setItem('shardwatch.theme', wanted), theme);
  return context.newPage();
}

async function take(page, name) {
  // A chart is drawn once it is in sight.
  await page.waitForFunction(() => !document.querySelector('[data-chart]:not(:has(canvas)) .sw-chart__still p'));
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`${name}.png`);
}

/** As tall as the page is: bars that stick to the edges of the window then stand where they belong. */
async function takeWhole(page, { url, name, viewport }) {
  await page.setViewportSize(viewport);
  await page.goto(url, { waitUntil: 'load' });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...viewport, height });
  await take(page, name);
}

mkdirSync(folder, { recursive: true });
const first = await startDemo();
await sleep(FIRST_LIFE_S * 1_000);
await first.end('SIGKILL');
const { url, end } = await startDemo();
const args = ['no-sandbox', 'disable-gpu', 'disable-quic', 'no-first-run', 'disable-background-networking'];
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: [...args, 'disable-sync'].map((arg) => `--${arg}`) });
const storageState = await admin(browser, url);
console.log(`Letting the demo live for ${seconds} s, so that its curves have a shape`);
await sleep(seconds * 1_000);

const pages = await pagesOf(url);
for (const theme of THEMES) {
  for (const [width, height] of Object.entries(WIDTHS)) {
    const viewport = { width: Number(width), height };
    const page = await open(browser, { theme, viewport, storageState });
    for (const [name, path] of Object.entries(pages)) {
      await takeWhole(page, { url: url + path, name: `${name}-${width}-${theme}`, viewport });
    }
    await page.context().close();
    const stranger = await open(browser, { theme, viewport });
    await takeWhole(stranger, { url: `${url}/signin`, name: `signin-${width}-${theme}`, viewport });
    await stranger.context().close();
  }
  const wall = await open(browser, { theme, viewport: WALL, storageState });
  await wall.goto(url + pages.wall, { waitUntil: 'load' });
  await take(wall, `wall-${WALL.width}-${theme}`);
  await wall.context().close();
}
await browser.close();
await end('SIGTERM');
rmSync(dataDir, { recursive: true });
