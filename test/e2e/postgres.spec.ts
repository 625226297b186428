import type { EventsAnswer } from '../../src/faces/api/event.answer.js';
import { Lives } from '../faults/lives.js';
import { type Postgres, isWithoutPostgres, onPostgres, postgres } from '../contracts/postgres.js';
import { startAndEnd } from './start.js';
import { statusOf } from './status.js';

describe.skipIf(isWithoutPostgres)(`the program ${onPostgres}`, () => {
  let server: Postgres;
  let lives: Lives;
  beforeAll(async () => {
    server = await postgres();
    server.sql('create database shardwatch');
    lives = await Lives.of({ env: { DATABASE_URL: server.url('shardwatch') } });
  });
  afterAll(async () => {
    await lives.end();
    server.sql('drop database shardwatch with (force)');
  });

  const schema = () => `shardwatch_${lives.discord.applicationId}`;
  const keptSessions = () => Number(server.sql(`select count(*) from ${schema()}.kept_session`, 'shardwatch'));
  const linesOf = (guild: string) =>
    Number(server.sql(`select count(*) from ${schema()}.event_log where data like '%${guild}%'`, 'shardwatch'));
  const kept = () => lives.until(() => keptSessions() === 2 && lives.discord.identifyTimes().length >= 2);

  it('takes up its sessions after a stop and after a crash, and loses no event', async () => {
    await lives.live();
    await kept();
    const stopped = await lives.stop();
    lives.discord.addGuild('Added while away');
    const second = await lives.live();
    await kept();
    await lives.kill();
    const third = await lives.live();

    expect(stopped.code).toBe(0);
    expect(lives.discord.identifyTimes()).toHaveLength(2);
    expect(second.guildCount).toBe(lives.discord.guildIds.length);
    expect(third.process?.startCount).toBe(3);
  });

  it('has a log of what happened, in this life and in those before', async () => {
    lives.discord.addGuild('Ünïted SERVERS');
    const events = async (query: string) =>
      (await (await fetch(`${lives.app.url}/api/v1/events${query}`)).json()) as EventsAnswer;
    const [added] = await lives.until(async () => {
      const { items } = await events('?text=ADDED&guild=ünïted%20s');
      return items.length > 0 && items;
    });
    const starts = await events('?source=process&text=started&limit=2');
    const earlier = await events(`?source=process&text=started&limit=2&cursor=${starts.nextCursor ?? ''}`);

    expect(added).toMatchObject({ source: 'gateway', guildName: 'Ünïted SERVERS' });
    expect([...starts.items, ...earlier.items].map(({ text }) => text)).toEqual(
      Array<unknown>(3).fill(expect.stringMatching(/^Shardwatch \S+ started$/)),
    );
    expect(earlier.nextCursor).toBeNull();
  });

  it('says where its memory is, and nowhere what the password is', async () => {
    const page = await (await fetch(`${lives.app.url}/status`)).text();

    expect(page).toContain('in PostgreSQL');
    for (const secret of [server.url('shardwatch'), 'p@ss', 'p%40ss']) {
      expect(lives.app.output()).not.toContain(secret);
      expect(page).not.toContain(secret);
    }
  });

  it('turns a second process away', async () => {
    const { token, api } = lives.discord;
    const env = { DISCORD_TOKEN: token, DISCORD_API_URL: api, DATABASE_URL: server.url('shardwatch') };
    const { code, output } = await startAndEnd(env);

    expect(code).toBe(75);
    expect(output).toContain(`Another Shardwatch (process ${lives.app.process.pid} on`);
    expect(output).not.toContain('p%40ss');
  });

  it('stays connected while the database is away, says so, and keeps its sessions again when it is back', async () => {
    const words = async () => (await fetch(`${lives.app.url}/status`)).text();
    server.cut();
    await lives.until(async () => (await words()).includes('What happens now is not kept'));
    lives.discord.addGuild('Added meanwhile');
    await lives.until(() => lives.app.output().includes('Sessions cannot be kept'));
    const meanwhile = await statusOf(lives.app);
    const page = await lives.until(async () => {
      const html = await (await fetch(`${lives.app.url}/events?text=added`)).text();
      return html.includes('Added meanwhile') && html;
    });
    server.resume();
    await lives.until(async () => !(await words()).includes('What happens now is not kept'));
    await lives.until(() => lives.app.output().includes('Sessions are kept again'));
    await lives.until(() => linesOf('Added meanwhile') === 1);
    const starts = lives.discord.identifyTimes().length;
    await lives.kill();
    const after = await lives.live();

    expect(page).toContain('The store does not answer');
    expect(meanwhile).toMatchObject({ verdict: 'operational', process: { uncaughtErrorCount: 0 } });
    expect(lives.discord.identifyTimes()).toHaveLength(starts);
    expect(after.guildCount).toBe(lives.discord.guildIds.length);
  }, 60_000);

  it('refuses an address that is none, without repeating it', async () => {
    const { code, output } = await startAndEnd({ DATABASE_URL: 'mysql://root:hunter2@localhost/x' });

    expect(code).toBe(78);
    expect(output).toContain('DATABASE_URL must begin with postgres:// and name a machine and a database');
    expect(output).not.toContain('hunter2');
  });
});
