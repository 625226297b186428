import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { whenOperational } from '../e2e/status.js';
import { type Shardwatch, startShardwatch } from '../e2e/start.js';
import { hasChromium, inChromium, openBrowser, visit } from './browser.js';

const API_KEY = 'the-first-key-of-this-house-0123456789';

/** What foreign pages would like to do, and what they would send. */
interface Wish {
  readonly path: string;
  readonly method?: 'DELETE';
  readonly fields?: Readonly<Record<string, string>>;
}

type Attack = Wish & Required<Pick<Wish, 'fields'>> & { readonly url: string };

interface Items {
  readonly items: readonly { readonly id: string; readonly outcome?: string }[];
}

/** Another port is another origin of the same site, whose requests carry our cookie; another name is another site. */
describe.skipIf(!hasChromium).each(['127.0.0.1', 'localhost'])(
  `a page of http://%s at another port, ${inChromium}`,
  (host) => {
    let app: Shardwatch;
    let browser: Browser;
    let evil: Server;
    let person: BrowserContext;
    let wishes: readonly Wish[];
    let before: unknown;

    beforeAll(async () => {
      evil = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<h1>Win a prize</h1>'));
      evil.listen(0, '127.0.0.1');
      await once(evil, 'listening');
      [app, browser] = await Promise.all([startShardwatch({ PUBLIC_VIEW: 'status', API_KEY }), openBrowser()]);
      person = await signedIn();
      await made('keys');
      wishes = await wishesNow();
      before = await standing();
    });
    afterAll(async () => {
      await browser.close();
      await app.stop();
      evil.close();
    });

    async function signedIn(): Promise<BrowserContext> {
      await whenOperational(app);
      const { page } = await visit(browser, `${app.url}/signin`);
      await page.getByRole('button', { name: 'Sign in as' }).click();
      await page.waitForURL(`${app.url}/`);
      return page.context();
    }

    const bearer = { authorization: `Bearer ${API_KEY}` };
    const read = async (path: string) =>
      (await (await fetch(`${app.url}/api/v1/${path}`, { headers: bearer })).json()) as Items;

    async function made(path: string): Promise<void> {
      const headers = { ...bearer, 'content-type': 'application/json' };
      const body = JSON.stringify({ name: 'of the house', role: 'viewer' });
      await fetch(`${app.url}/api/v1/${path}`, { method: 'POST', headers, body });
    }

    async function wishesNow(): Promise<readonly Wish[]> {
      const [[key], [session]] = [(await read('keys')).items, (await read('sessions')).items];
      const newKey = { name: 'of a stranger', role: 'admin', days: '' };
      return [
        ...[
          { path: '/signout' },
          { path: '/settings/sessions/end-mine' },
          { path: `/settings/sessions/${session?.id}/end` },
        ],
        ...[{ path: '/settings/keys', fields: newKey }, { path: `/settings/keys/${key?.id}/end` }],
        { path: '/actions/presence', fields: { status: 'dnd', text: 'taken over' } },
        { path: '/actions/reconnect', fields: { shard: '0', session: 'new' } },
        { path: '/actions/maintenance', fields: { minutes: '60' } },
        { path: '/api/v1/actions/maintenance', fields: { minutes: '60' } },
        { path: '/api/v1/keys', fields: newKey },
        { path: `/api/v1/keys/${key?.id}`, method: 'DELETE' },
        { path: `/api/v1/sessions/${session?.id}`, method: 'DELETE' },
      ];
    }

    /** All that a foreign page may not change. */
    async function standing(): Promise<unknown> {
      const audit = (await read('audit?limit=200')).items.filter(({ outcome }) => outcome !== 'refused');
      const ids = async (path: string) => (await read(path)).items.map(({ id }) => id);
      return { audit, keys: await ids('keys'), sessions: await ids('sessions') };
    }

    async function expectNothingChanged(): Promise<void> {
      const page = await person.newPage();
      await page.goto(`${app.url}/settings`);

      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Settings');
      expect(await standing()).toEqual(before);
      await page.close();
    }

    /** Does something on a foreign page of the person's own browser, once for each wish. */
    async function forEach(attack: (page: Page, wish: Attack) => Promise<void>): Promise<void> {
      for (const wish of wishes) {
        const page = await person.newPage();
        await page.goto(`http://${host}:${(evil.address() as AddressInfo).port}/`);
        await attack(page, { fields: {}, ...wish, url: app.url + wish.path });
        await page.close();
      }
    }

    it.each(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])(
      'changes nothing by forms (%s)',
      async (type) => {
        const answers: number[] = [];
        await forEach(async (page, { url, fields, method }) => {
          if (method) return;
          const form = `Object.assign(document.createElement('form'), { method: 'post', action: '${url}', enctype: '${type}' })`;
          const input = (name: string, value: string) =>
            `form.append(Object.assign(document.createElement('input'), { name: '${name}', value: '${value}' }));`;
          const inputs = Object.entries(fields).map(([name, value]) => input(name, value));
          const [answer] = await Promise.all([
            page.waitForResponse((response) => response.url() === url),
            page.evaluate(`{ const form = ${form}; ${inputs.join('')} document.body.append(form); form.submit(); }`),
          ]);
          answers.push(answer.status());
        });

        expect(answers).toEqual(answers.map(() => 403));
        expect(answers).toHaveLength(10);
        await expectNothingChanged();
      },
    );

    it.each([
      ['a form', "mode: 'no-cors', body: new URLSearchParams(fields)"],
      ['text', "mode: 'no-cors', body: JSON.stringify(fields)"],
      ['JSON', "body: JSON.stringify(fields), headers: { 'content-type': 'application/json' }"],
      ['a header of its own', "headers: { 'x-requested-with': 'XMLHttpRequest' }"],
    ])('changes nothing by fetch with the cookie (%s)', async (_, init) => {
      const seen: unknown[] = [];
      await forEach(async (page, { url, fields, method = 'POST' }) => {
        const wish = `const fields = ${JSON.stringify(fields)};`;
        const go = `fetch('${url}', { method: '${method}', credentials: 'include', ${init} })`;
        seen.push(
          await page.evaluate(`(async () => { ${wish} try { return (await ${go}).status } catch { return 0 } })()`),
        );
      });

      expect(new Set(seen)).toEqual(new Set([0])); // neither sent nor readable
      await expectNothingChanged();
    });

    it('changes nothing by images', async () => {
      await forEach(async (page, { url }) => {
        const load = 'new Promise((done) => { image.onload = image.onerror = done; document.body.append(image); })';
        await page.evaluate(`(async () => { const image = new Image(); image.src = '${url}'; await ${load}; })()`);
      });

      await expectNothingChanged();
    });

    it('changes nothing by leading somewhere, also with all fields filled in', async () => {
      await forEach(async (page, { url, fields }) => {
        const query = new URLSearchParams(fields).toString();
        const target = url + (query && `?${query}`);
        await Promise.all([
          page.waitForResponse((response) => response.url() === target),
          page.evaluate(`location.assign('${target}')`),
        ]);
      });

      await expectNothingChanged();
    });
  },
);
