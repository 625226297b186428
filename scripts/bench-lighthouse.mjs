/**
 * What Lighthouse says of the pages of the demo, on a desk and on a phone.
 * Usage: npm run bench:lighthouse [-- PATHS]. Aims: 100 for accessibility and for best practices. The performance is
 * only told: it depends on the machine. CHROMIUM names the browser (/usr/bin/chromium).
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import lighthouse from 'lighthouse';
import desktop from 'lighthouse/core/config/desktop-config.js';
import { here, storeFolder } from './bench/children.mjs';

const WHOLE = 100;
const NAMES = { accessibility: 'accessibility', 'best-practices': 'best practices', performance: 'performance' };
const onlyCategories = Object.keys(NAMES);
const paths = process.argv.slice(2).length > 0 ? process.argv.slice(2) : ['/', '/status', '/commands'];
const screens = { desktop, mobile: undefined };

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function startDemo() {
  const { path, remove } = storeFolder();
  const port = await freePort();
  const env = { PATH: process.env.PATH, PORT: String(port), DATA_DIR: path };
  const app = spawn(process.execPath, [here('../../dist/main.js')], { env, cwd: path, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    const status = await fetch(`${url}/api/v1/status`).catch(() => null);
    if (status?.ok && (await status.json()).verdict === 'operational') break;
    await sleep(200);
  }
  return { url, end: () => app.kill('SIGKILL') && remove() };
}

const demo = await startDemo();
const port = await freePort();
const args = ['--headless', '--no-sandbox', '--no-first-run', `--remote-debugging-port=${port}`];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args });
let isWhole = true;
for (const path of paths) {
  for (const [screen, config] of Object.entries(screens)) {
    const { lhr } = await lighthouse(demo.url + path, { port, onlyCategories, logLevel: 'error' }, config);
    const scores = onlyCategories.map((name) => [name, Math.round(lhr.categories[name].score * WHOLE)]);
    console.log(`${path} (${screen}): ${scores.map(([name, score]) => `${NAMES[name]} ${score}`).join(', ')}`);
    for (const [name, score] of scores) {
      if (name === 'performance' || score === WHOLE) continue;
      isWhole = false;
      const short = lhr.categories[name].auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== 1);
      for (const { id } of short.filter(({ id }) => lhr.audits[id].score !== null)) {
        console.log(`  ${id}: ${lhr.audits[id].title}`);
      }
    }
  }
}
await browser.close();
demo.end();
process.exit(isWhole ? 0 : 1);
