import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { AuditAnswer } from '../../src/faces/api/audit.answer.js';
import type { CommandsAnswer } from '../../src/faces/api/commands.answer.js';
import type { GuildsAnswer, WholeGuildAnswer } from '../../src/faces/api/guild.answer.js';
import { visibleName, visibleText } from '../../src/faces/format.js';
import { plainLine } from '../../src/model/plain-line.js';
import { hostileNames } from '../hostile-names.js';
import { AmongStrangers, shortNames } from './among-strangers.js';
import { hasChromium, inChromium, openBrowser, overflow, visit } from './browser.js';

const WITHIN_MS = 600_000;
/** Half a surrogate pair is no character: on its way it becomes another sign. */
const whole = (names: readonly string[]) => names.filter((name) => Buffer.from(name).toString() === name);

/** What should not be on a page: elements and attributes that are not ours, and text that could turn what stands beside it. */
const HARM = `(() => {
  const wrong = [];
  for (const element of document.querySelectorAll('body *')) {
    if (/^(img|iframe|object|embed|base|meta|link|style|math|video|audio)$/.test(element.localName)) wrong.push(element.outerHTML);
    for (const { name, value } of element.attributes) {
      const leads = ['href', 'src', 'action', 'formaction'].includes(name);
      if (name.startsWith('on') || (leads && /^\\s*(javascript|data):/i.test(value))) wrong.push(name + ' ' + value);
    }
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (/[\\u200e\\u200f\\u061c\\u202a-\\u202e\\u2066-\\u2069]/.test(data)) wrong.push('turns: ' + data);
    const isRight = /[\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc]/.test(data);
    const { unicodeBidi, display } = getComputedStyle(parentElement);
    const isAlone = display !== 'inline' && parentElement.childNodes.length === 1;
    const isKept = isAlone || ['isolate', 'plaintext'].includes(unicodeBidi);
    if (isRight && !isKept && !parentElement.closest('.visually-hidden')) wrong.push('not isolated: ' + data);
  }
  return wrong;
})()`;

describe.skipIf(!hasChromium)(`names as nobody should choose them ${inChromium}`, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'shardwatch-strangers-'));
  let scene: AmongStrangers;
  let browser: Browser;
  const lookers: Looker[] = [];
  beforeAll(async () => {
    [scene, browser] = await Promise.all([AmongStrangers.start(dataDir), openBrowser()]);
    for (const path of ['/', '/events?text=added', '/servers?sort=joined', '/commands', '/status'])
      lookers.push(await look(path));
    await scene.live();
  }, WITHIN_MS);
  afterAll(async () => {
    await browser.close();
    await scene.stop();
    rmSync(dataDir, { recursive: true });
  });

  interface Looker {
    readonly page: Page;
    /** All that the page said in the console, and every dialog. */
    readonly said: readonly string[];
  }

  async function look(path: string): Promise<Looker> {
    const { page, troubles } = await visit(browser, 'about:blank', scene.asAdmin);
    const said = troubles as string[];
    page.on('console', (message) => said.push(message.text()));
    await page.goto(scene.app.url + path);
    return { page, said };
  }

  /** What is wrong with what is shown now, in windows so wide. */
  async function wrongOn({ page, said }: Looker, widths = [320, 1440]): Promise<readonly string[]> {
    const wrong = [...said, ...(await page.evaluate<string[]>(HARM))];
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await overflow(page);
      if (wide > 0) wrong.push(`${wide} px too wide at ${width}`);
    }
    return wrong.map((what) => `${page.url()}: ${what}`);
  }

  /** Goes through a list to its last page. @returns what stands in these places, and what is wrong */
  async function leafThrough(path: string, place: string): Promise<{ found: Set<string>; wrong: string[] }> {
    const looker = await look(path);
    const next = looker.page.locator('a[rel="next"]');
    const [found, wrong] = [new Set<string>(), [] as string[]];
    for (;;) {
      for (const text of await looker.page.locator(place).allTextContents()) found.add(text);
      wrong.push(...(await wrongOn(looker)));
      if ((await next.count()) === 0) break;
      await next.click();
    }
    await looker.page.context().close();
    return { found, wrong };
  }

  it('come through the streams to pages that are open all along', async () => {
    const [, events] = lookers;
    const names = new Set(await events?.page.locator('.sw-log .sw-guild').allTextContents());

    expect(hostileNames.map(visibleName).filter((name) => !names.has(name))).toEqual([]);
    for (const looker of lookers) expect(await wrongOn(looker)).toEqual([]);
  });

  it.each([
    ['servers', '/servers', '.sw-guild', hostileNames.map(visibleName)],
    ['events of servers', '/events?text=added', '.sw-log .sw-guild', hostileNames.map(visibleName)],
    ['events of commands', '/events?source=command', '.sw-log .sw-subject', shortNames.map(visibleName)],
    ['people in the audit', '/audit', '.sw-audit .sw-guild', whole(shortNames).map(visibleName)],
    ['reasons in the audit', '/audit', '.sw-audit bdi.sw-words', whole(hostileNames).map(visibleText)],
    ['signed-in people', '/settings', '.sw-guild', whole(shortNames).map(visibleName)],
  ])(
    'are all in the list of %s, and do no harm there',
    async (_, path, place, wanted) => {
      const { found, wrong } = await leafThrough(path, place);

      expect(wanted.filter((name) => name !== '' && !found.has(name))).toEqual([]);
      expect(wrong).toEqual([]);
    },
    WITHIN_MS,
  );

  it.each(['/', '/status', '/health', '/commands', '/incidents', '/audit/1', '/nowhere'])(
    'do no harm on %s',
    async (path) => {
      const looker = await look(path);
      const wrong = await wrongOn(looker);

      expect(wrong.filter((what) => !what.includes('404'))).toEqual([]);
      await looker.page.context().close();
    },
  );

  it(
    'are the title of the page of their server, and of the page on which it is left',
    async () => {
      const looker = await look('/');
      const wrong: string[] = [];
      for (const [index, id] of scene.guildIds.entries()) {
        const name = visibleName(hostileNames[index] ?? '');
        const pages = [
          [`/servers/${id}`, 'h1 bdi'] as const,
          [`/actions/leave?guild=${id}`, '#main strong bdi'] as const,
        ];
        for (const [path, place] of pages.slice(0, index % 8 === 0 ? 2 : 1)) {
          await looker.page.goto(scene.app.url + path, { waitUntil: 'domcontentloaded' });
          const title = await looker.page.locator(place).textContent();
          if (title !== name) wrong.push(`${path}: ${title} in place of ${name}`);
          wrong.push(...(await wrongOn(looker, [320])));
        }
      }

      expect(wrong).toEqual([]);
      await looker.page.context().close();
    },
    WITHIN_MS,
  );

  it('are in the answers of the API to the letter', async () => {
    const guilds = new Set<string | null>();
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: GuildsAnswer = await scene.get(`/api/v1/guilds?limit=100${cursor && `&cursor=${cursor}`}`);
      for (const { name } of page.items) guilds.add(name);
      cursor = page.nextCursor;
    }
    const [people, reasons] = [new Set<string>(), new Set<string>()];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: AuditAnswer = await scene.get(`/api/v1/audit?limit=200${cursor && `&cursor=${cursor}`}`);
      for (const { who, reason } of page.items) {
        people.add(who.name);
        reasons.add(reason);
      }
      cursor = page.nextCursor;
    }

    expect(whole(hostileNames).filter((name) => !guilds.has(name))).toEqual([]);
    expect(whole(shortNames).filter((name) => !people.has(name))).toEqual([]);
    // A reason is one line, in which nothing turns the text around.
    expect(whole(hostileNames).filter((name) => !reasons.has(plainLine(name)))).toEqual([]);
  });

  it('are what the API calls the commands that failed, as far as it counts them apart', async () => {
    const { items } = await scene.get<CommandsAnswer>('/api/v1/commands?limit=200');
    const counted = items.map(({ name }) => name);
    const { failures } = await scene.get<WholeGuildAnswer>(`/api/v1/guilds/${scene.guildIds[0]}`);

    expect(shortNames.filter((name) => counted.includes(name)).length).toBeGreaterThan(150);
    expect(failures).toHaveLength(5);
    for (const { command } of failures) expect(shortNames).toContain(command);
  });
});
