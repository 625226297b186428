import type { Browser, Page } from 'playwright-core';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { AuditAnswer } from '../../src/faces/api/audit.answer.js';
import { type Shardwatch, startShardwatch, waitFor } from '../e2e/start.js';
import { statusOf, statusWhen, whenOperational } from '../e2e/status.js';
import { hasChromium, inChromium, openBrowser, visit } from './browser.js';

const KEY = 'a-key-for-tests-that-nobody-would-guess';

describe.skipIf(!hasChromium)(`each action ${inChromium}`, () => {
  let discord: EmbeddedDiscord;
  let app: Shardwatch;
  let browser: Browser;
  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 2, guilds: 6, traffic: false, mishaps: false, latency: false });
    const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, API_KEY: KEY };
    [app, browser] = await Promise.all([startShardwatch(env), openBrowser()]);
    await whenOperational(app);
  });
  afterAll(async () => {
    await browser.close();
    await app.stop();
    await discord.stop();
  });

  const asAdmin = { extraHTTPHeaders: { authorization: `Bearer ${KEY}` } };
  const counts = () => ({ identifies: discord.identifyTimes().length, resumes: discord.resumeTimes().length });
  const standing = async () => (await statusOf(app)).standing;

  async function audit(): Promise<AuditAnswer['items']> {
    const answer = await fetch(`${app.url}/api/v1/audit`, { headers: asAdmin.extraHTTPHeaders });
    return ((await answer.json()) as AuditAnswer).items;
  }

  /** From the Status page to the end of the action, with a double click where one would do. */
  async function act(link: string, fill: (page: Page) => Promise<unknown> = () => Promise.resolve()): Promise<void> {
    const before = (await audit()).length;
    const { page, troubles } = await visit(browser, `${app.url}/status`, asAdmin);
    await page.getByRole('link', { name: link, exact: true }).click();
    await fill(page);
    await page.getByLabel('Reason').fill(`by a click on ${link}`);
    await page.locator('#main form').getByRole('button').last().dblclick();
    await page.locator('#audit-entry').getByText('Done', { exact: true }).waitFor();
    const entries = await audit();

    expect(entries).toHaveLength(before + 1); // the second click is the same request
    expect(entries[0]).toMatchObject({ reason: `by a click on ${link}`, outcome: 'done' });
    expect(troubles).toEqual([]);
    await page.context().close();
  }

  it('reconnects a shard with a new session: Discord sees one IDENTIFY', async () => {
    const before = counts();
    await act('Reconnect shard 1', (page) => page.getByLabel('Begin a new session').check());

    expect(counts()).toEqual({ identifies: before.identifies + 1, resumes: before.resumes });
  });

  it('reconnects all shards: Discord sees a RESUME of each', async () => {
    const before = counts();
    await act('Reconnect all');

    expect(counts()).toEqual({ identifies: before.identifies, resumes: before.resumes + 2 });
  });

  it('pauses reconnecting, so that a lost shard stays away, and continues', async () => {
    await act('Pause reconnecting');
    discord.closeShard(1, 4000);
    await statusWhen(app, ({ shards }) => shards[1]?.phase === 'disconnected');
    const resumes = discord.resumeTimes(1).length;
    await act('Continue reconnecting');
    await whenOperational(app);

    expect(discord.resumeTimes(1)).toHaveLength(resumes + 1);
  });

  it('sets the presence that Discord shows', async () => {
    await act('Presence', async (page) => {
      await page.getByLabel('Dot beside its name').selectOption('Do not disturb');
      await page.getByLabel('Line below its name').fill('Back at noon');
    });

    const open = () => discord.sessions.filter(({ isConnected }) => isConnected);
    await waitFor(() => open().length === 2 && open().every(({ presence }) => presence?.['status'] === 'dnd'), app);
  });

  it('turns the log up for a while', async () => {
    await act('Log level', (page) => page.getByLabel('Least important level').selectOption('debug'));

    expect((await standing()).logLevel).toBe('debug');
    await waitFor(() => app.output().includes('"level":20'), app);
  });

  it('begins and ends maintenance', async () => {
    await act('Maintenance');
    const during = (await standing()).maintenance;
    await act('End maintenance');

    expect(during).not.toBeNull();
    expect((await standing()).maintenance).toBeNull();
  });

  it('leaves a server, after it has shown its name', async () => {
    const guildId = discord.addGuild('Cats & <b>Dogs</b>');
    await act('Leave a server', async (page) => {
      await page.getByLabel('Id of the server').fill(guildId);
      await page.getByRole('button', { name: 'Look' }).click();
      await page.locator('bdi', { hasText: 'Cats & <b>Dogs</b>' }).waitFor();
    });

    expect(discord.guildIds).not.toContain(guildId);
  });
});
