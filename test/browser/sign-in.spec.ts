import type { Browser, Page } from 'playwright-core';
import { whenOperational } from '../e2e/status.js';
import { type Shardwatch, startShardwatch } from '../e2e/start.js';
import { printedLink } from '../e2e/visitor.js';
import { hasChromium, inChromium, openBrowser, overflow, violations, visit } from './browser.js';

describe.skipIf(!hasChromium)(`signing in ${inChromium}`, () => {
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

  async function signIn(page: Page): Promise<void> {
    await page.goto(`${app.url}/signin`);
    await page.getByRole('button', { name: 'Sign in as' }).click();
    await page.waitForURL(`${app.url}/`);
  }

  const openMenu = (page: Page) => page.locator('.sw-side__foot summary').click();

  it('leads from a page that is not public to the sign-in and back to it', async () => {
    const { page, troubles } = await visit(browser, `${app.url}/events?level=error`);
    await page.getByRole('button', { name: 'Sign in as' }).click();
    await page.waitForURL(`${app.url}/events?level=error`);

    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Events');
    expect(troubles).toEqual([]);
    await page.context().close();
  });

  it.each(['/signin', '/signin/link/xyz', '/settings'])(
    '%s fits, and works for everybody in both themes',
    async (path) => {
      const { page } = await visit(browser, app.url);
      await signIn(page);
      await page.goto(app.url + path);

      for (const width of [1440, 390, 320]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await overflow(page)).toBe(0);
      }
      for (const theme of ['dark', 'light']) {
        await page.evaluate(`document.documentElement.dataset.bsTheme = '${theme}'`);
        expect(await violations(page)).toEqual([]);
      }
      await page.context().close();
    },
  );

  it('says who is signed in and as what, and signs out', async () => {
    const { page } = await visit(browser, app.url);
    const before = await page.locator('.sw-nav a').allInnerTexts();
    await signIn(page);
    const after = await page.locator('.sw-nav a').allInnerTexts();
    await openMenu(page);
    const person = await page.locator('.sw-side__foot').innerText();
    await page.locator('.sw-side__foot').getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${app.url}/signin`);

    expect(before).toEqual(['Overview', 'Status']);
    expect(after).toEqual(expect.arrayContaining(['Overview', 'Status', 'Health', 'Incidents', 'Events']));
    expect(person).toMatch(/admin/);
    await page.context().close();
  });

  it('leads an open page to the sign-in when the session was ended elsewhere', async () => {
    const { page } = await visit(browser, app.url);
    await signIn(page);
    await page.goto(`${app.url}/events`);
    await page.locator('[data-live-dot]:visible', { hasText: 'Live' }).waitFor();
    const other = await page.context().newPage();
    await other.goto(`${app.url}/settings`);
    await other.getByRole('button', { name: 'Sign me out everywhere' }).click();
    await page.waitForURL(`${app.url}/signin?next=%2Fevents`);

    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Sign in');
    await page.context().close();
  });

  it('changes nothing for a foreign page that sends a form in the name of somebody signed in', async () => {
    const { page } = await visit(browser, app.url);
    await signIn(page);
    const foreign = await page.context().newPage();
    // Another name for this machine is another site.
    await foreign.route('http://evil.example/**', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${app.url}/settings/sessions/end-mine"><button>Win a prize</button></form>`,
      }),
    );
    await foreign.goto('http://evil.example/');
    const [answer] = await Promise.all([
      foreign.waitForResponse((response) => response.url().startsWith(app.url)),
      foreign.getByRole('button').click(),
    ]);
    await page.goto(`${app.url}/events`);

    expect(answer.status()).toBe(403);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Events');
    await page.context().close();
  });
});

describe.skipIf(!hasChromium)(`the link of the log ${inChromium}`, () => {
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    // A bot that nobody has; its Discord refuses the connection.
    const DISCORD_TOKEN = `MTE0ODU5MjQ2MzM2NDYzMjU3Ng.abcdef.${'x'.repeat(38)}`;
    const env = { DISCORD_TOKEN, DISCORD_API_URL: 'http://127.0.0.1:9/api', PUBLIC_VIEW: '' };
    [app, browser] = await Promise.all([startShardwatch(env), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
  });

  it('signs in at the press of its button, once; a key that is made then is one, also when its page is loaded again', async () => {
    const link = await printedLink(app);
    const { page, troubles } = await visit(browser, app.url + link);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${app.url}/`);
    const again = await visit(browser, app.url + link);
    await page.goto(`${app.url}/settings`);
    await page.getByLabel('For what').fill('backups');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByText('Copy the key now').waitFor();
    await page.reload();

    expect(await page.getByRole('rowheader', { name: 'backups' }).count()).toBe(1);
    expect(await page.getByText('Copy the key now').count()).toBe(0);
    expect(await again.page.locator('main').innerText()).toContain('does not work any more');
    expect(troubles).toEqual([]);
    for (const one of [page, again.page]) await one.context().close();
  });
});
