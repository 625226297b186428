import { once } from 'node:events';
import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { statusWhen } from '../e2e/status.js';
import { Lives } from './lives.js';

/** Discord's time goes ten times as fast: its windows of limits are over sooner. */
const TIME_FACTOR = 10;
const GUILD_MEMBERS = 1 << 1;

/** What the status says of the bot itself and where it is. */
const knowledge = ({ bot, application, guildCount, shards }: StatusAnswer) => ({
  bot,
  application,
  guildCount,
  shards: shards.map(({ id, guildCount: guilds, unavailableGuildCount: away }) => ({ id, guilds, away })),
});

describe('a restart that was meant', () => {
  let lives: Lives;
  beforeEach(async () => {
    lives = await Lives.of({
      discord: { timeFactor: TIME_FACTOR, privilegedIntents: GUILD_MEMBERS },
      env: { TIME_FACTOR: String(TIME_FACTOR), INTENTS: 'Guilds,GuildMembers' },
    });
  });
  afterEach(async () => {
    const { process: own } = await lives.operational();
    await lives.end();

    expect(own?.uncaughtErrorCount).toBe(0);
  });

  it('takes up every session, costs no session start, and knows all that it knew before', async () => {
    const before = await lives.live();
    const { code } = await lives.stop();
    const after = await lives.live();

    expect(code).toBe(0);
    expect(lives.discord.closes.byClient).toEqual({ 4200: 2 });
    expect(knowledge(after)).toEqual(knowledge(before));
    for (const shard of after.shards) {
      expect(shard).toMatchObject({ resumeCount: 1, identifyCount: 0, connectCount: 1, skippedCount: 0 });
    }
    expect(lives.discord.identifyTimes()).toHaveLength(2);
    expect(lives.app.output()).toContain('Taking up 2 sessions of the process before this one');
  });

  it('handles every event that came in between exactly once, as its number says', async () => {
    const { discord } = lives;
    await lives.live();
    await lives.stop();
    const [left, away] = [lives.guildOn(0), lives.guildOn(1)];
    const kept = lives.sequences;
    discord.removeGuild(left);
    discord.setGuildUnavailable(away, true);
    const added = [discord.addGuild('Added'), discord.addGuild('Added, and gone again')];
    discord.removeGuild(String(added[1]));
    await lives.control(`POST /guilds/${lives.guildOn(0)}/channels`, { name: 'new' });
    await lives.control('POST /users', { username: 'newcomer', guildIds: discord.guildIds });
    const missed = lives.sequences.map((sequence, shardId) => sequence - (kept[shardId] ?? 0));
    const after = await lives.live();

    expect(missed.reduce((sum, count) => sum + count)).toBe(6 + discord.guildIds.length);
    expect(after.shards.map(({ replayedCount }) => replayedCount)).toEqual(missed);
    expect(after.shards.map(({ eventCount }) => eventCount)).toEqual(missed);
    expect(after.shards.map(({ skippedCount }) => skippedCount)).toEqual([0, 0]);
    expect(after.shards.reduce((sum, { leftGuildCount }) => sum + leftGuildCount, 0)).toBe(2);
    expect(after.guildCount).toBe(discord.guildIds.length);
    expect(after.shards[1]?.unavailableGuildCount).toBe(1);
    expect(after.gaps).toHaveLength(2);
    expect(discord.identifyTimes()).toHaveLength(2);
  });

  it('still knows what came in between after the next restart', async () => {
    const { discord } = lives;
    await lives.live();
    await lives.stop();
    discord.removeGuild(lives.guildOn(0));
    discord.setGuildUnavailable(lives.guildOn(1), true);
    discord.addGuild('Added');
    const once = await lives.live();
    await lives.stop();
    const twice = await lives.live();

    expect(twice.shards.map(({ replayedCount }) => replayedCount)).toEqual([0, 0]);
    expect(knowledge(twice)).toEqual(knowledge(once));
    expect(twice.guildCount).toBe(8);
  });

  it('goes on with what happens after it', async () => {
    const { discord } = lives;
    await lives.live();
    await lives.stop();
    await lives.live();
    const away = lives.guildOn(1);
    discord.setGuildUnavailable(away, true);
    const during = await statusWhen(lives.app, ({ shards }) => shards[1]?.unavailableGuildCount === 1);
    discord.setGuildUnavailable(away, false);
    await statusWhen(lives.app, ({ shards }) => shards[1]?.unavailableGuildCount === 0);
    discord.removeGuild(away);
    const after = await statusWhen(lives.app, ({ guildCount }) => guildCount === 7);

    expect(during.guildCount).toBe(8);
    expect(after.shards[1]).toMatchObject({ leftGuildCount: 1, joinedGuildCount: 0, eventCount: 3 });
  });

  it('knows of servers that were unavailable from the start on', async () => {
    const { discord } = lives;
    const away = lives.guildOn(0);
    discord.setGuildUnavailable(away, true);
    const before = await lives.live();
    await lives.stop();
    const after = await lives.live();
    discord.setGuildUnavailable(away, false);
    const back = await statusWhen(lives.app, ({ shards }) => shards[0]?.unavailableGuildCount === 0);

    expect(before.shards[0]?.unavailableGuildCount).toBe(1);
    expect(knowledge(after)).toEqual(knowledge(before));
    expect(back).toMatchObject({ guildCount: 8, shards: [{ joinedGuildCount: 0 }, {}] });
  });

  it('answers its commands as before', async () => {
    const fields = async (command: string) => (await lives.discord.invoke(command)).embeds[0]?.['fields'];
    const answers = async () => ({
      help: (await lives.discord.invoke('help')).embeds,
      status: (await lives.discord.invoke('status')).embeds[0]?.['title'],
      servers: ((await fields('status')) as { name: string }[]).find(({ name }) => name === 'Servers'),
      ping: ((await fields('ping')) as { name: string }[]).map(({ name }) => name),
    });
    await lives.live();
    await lives.until(() => lives.app.output().includes('Wrote to Discord'));
    const before = await answers();
    await lives.stop();
    await lives.live();
    const after = await answers();

    expect(after).toEqual(before);
    expect(after.status).toBe('Operational - all 2 shards answer');
  });

  it('saves its sessions although their connections do not close', async () => {
    const { discord } = lives;
    await lives.live();
    const fault = discord.begin({ fault: 'ws.blackhole' });
    const { code } = await lives.stop();
    discord.end(fault);
    const after = await lives.live();

    expect(code).toBe(0);
    expect(after.shards.map(({ resumeCount }) => resumeCount)).toEqual([1, 1]);
    expect(discord.identifyTimes()).toHaveLength(2);
  });

  it('costs no session start either when the second signal ends it at once', async () => {
    await lives.live({ DRAIN_DELAY: '60' });
    const ended = once(lives.app.process, 'exit');
    lives.app.process.kill('SIGTERM');
    await lives.until(() => lives.app.output().includes('SIGTERM: stopping'));
    lives.app.process.kill('SIGTERM');
    await ended;
    await lives.live();

    expect(lives.discord.identifyTimes()).toHaveLength(2);
  });
});
