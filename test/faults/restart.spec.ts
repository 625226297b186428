import { once } from 'node:events';
import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { statusWhen } from '../e2e/status.js';
import { Lives } from './lives.js';
import { gapAllowedMs, median } from './pace.js';

/** Discord's time goes ten times as fast: its windows of limits are over sooner. */
const TIME_FACTOR = 10;
const GUILD_MEMBERS = 1 << 1;
/** Milliseconds by which the bot may be mistaken about a gap. */
const MISTAKEN_BY_MS = 500;

/** What the status says of the bot itself and where it is. */
const knowledge = ({ bot, application, guildCount, shards }: StatusAnswer) => ({
  bot,
  application,
  guildCount,
  shards: shards.map(({ id, guildCount: guilds, unavailableGuildCount: away }) => ({ id, guilds, away })),
});

/** One bot goes through ten restarts: each life begins with what the one before has kept. */
describe('a restart that was meant', () => {
  let lives: Lives;
  let now: StatusAnswer;
  /** Milliseconds in which a shard was away, as the bot and as Discord say it. */
  const gaps: { told: number; true: number }[] = [];
  /** Milliseconds from each start to its first page. */
  const startsMs: number[] = [];

  beforeAll(async () => {
    lives = await Lives.of({
      discord: { timeFactor: TIME_FACTOR, privilegedIntents: GUILD_MEMBERS },
      env: { TIME_FACTOR: String(TIME_FACTOR), INTENTS: 'Guilds,GuildMembers' },
    });
    lives.discord.setGuildUnavailable(lives.guildOn(0), true);
    now = await lives.live();
  });
  afterAll(() => lives.end());

  afterEach(async () => {
    const { process: own } = await lives.operational();

    expect(own?.uncaughtErrorCount).toBe(0);
    expect(lives.discord.identifyTimes()).toHaveLength(2);
  });

  interface Restart {
    /** How the process before it ends. */
    readonly end?: () => Promise<unknown>;
    /** What happens while there is none. */
    readonly between?: () => unknown;
    readonly env?: Record<string, string>;
  }

  /** The next process, once it answers. */
  async function restart({ end = () => lives.stop(), between = () => undefined, env }: Restart = {}) {
    await end();
    await between();
    const lost = lives.discord.truth();
    const begun = Date.now();
    await lives.start(env);
    startsMs.push(Date.now() - begun);
    now = await lives.operational();
    for (const { shardId, since } of lives.discord.truth()) {
      const { from = '', to = '' } = now.gaps.find((gap) => gap.shardId === shardId) ?? {};
      gaps.push({ told: Date.parse(to) - Date.parse(from), true: since - Number(lost[shardId]?.since) });
    }
    return now;
  }

  it('takes up every session, costs no session start, and knows all that it knew before', async () => {
    const before = now;
    let code: number | null = null;
    const after = await restart({ end: async () => ({ code } = await lives.stop()) });

    expect(code).toBe(0);
    expect(lives.discord.closes.byClient).toEqual({ 4200: 2 });
    expect(before.shards[0]?.unavailableGuildCount).toBe(1);
    expect(knowledge(after)).toEqual(knowledge(before));
    for (const shard of after.shards) {
      expect(shard).toMatchObject({ resumeCount: 1, identifyCount: 0, connectCount: 1, skippedCount: 0 });
    }
    expect(lives.app.output()).toContain('Taking up 2 sessions of the process before this one');
  });

  it('goes on with what happens after it: servers come back from an outage, have one, and are left', async () => {
    const { discord } = lives;
    discord.setGuildUnavailable(lives.guildOn(0), false);
    await statusWhen(lives.app, ({ shards }) => shards[0]?.unavailableGuildCount === 0);
    const away = lives.guildOn(1);
    discord.setGuildUnavailable(away, true);
    const during = await statusWhen(lives.app, ({ shards }) => shards[1]?.unavailableGuildCount === 1);
    discord.removeGuild(away);
    const after = await statusWhen(lives.app, ({ guildCount }) => guildCount === 7);

    expect(during).toMatchObject({ guildCount: 8, shards: [{ joinedGuildCount: 0 }, {}] });
    expect(after.shards[1]).toMatchObject({ leftGuildCount: 1, joinedGuildCount: 0, eventCount: 2 });
  });

  it('handles every event that came in between exactly once, as its number says', async () => {
    const { discord } = lives;
    let missed: readonly number[] = [];
    const happen = async () => {
      const kept = lives.sequences;
      discord.removeGuild(lives.guildOn(0));
      discord.setGuildUnavailable(lives.guildOn(1), true);
      const added = [discord.addGuild('Added'), discord.addGuild('Added, and gone again')];
      discord.removeGuild(String(added[1]));
      await lives.control(`POST /guilds/${lives.guildOn(0)}/channels`, { name: 'new' });
      await lives.control('POST /users', { username: 'newcomer', guildIds: discord.guildIds });
      missed = lives.sequences.map((sequence, shardId) => sequence - (kept[shardId] ?? 0));
    };
    const after = await restart({ between: happen });

    expect(missed.reduce((sum, count) => sum + count)).toBe(6 + discord.guildIds.length);
    expect(after.shards.map(({ replayedCount }) => replayedCount)).toEqual(missed);
    expect(after.shards.map(({ eventCount }) => eventCount)).toEqual(missed);
    expect(after.shards.map(({ skippedCount }) => skippedCount)).toEqual([0, 0]);
    expect(after.shards.reduce((sum, { leftGuildCount }) => sum + leftGuildCount, 0)).toBe(2);
    expect(after.guildCount).toBe(discord.guildIds.length);
    expect(after.shards[1]?.unavailableGuildCount).toBe(1);
    expect(after.gaps).toMatchObject([
      { how: 'resumed', blindSeconds: 0 },
      { how: 'resumed', blindSeconds: 0 },
    ]);
  });

  it('still knows what came in between after the next one', async () => {
    const before = now;
    const after = await restart();

    expect(after.shards.map(({ replayedCount }) => replayedCount)).toEqual([0, 0]);
    expect(knowledge(after)).toEqual(knowledge(before));
  });

  it('answers its commands as before', async () => {
    const fields = async (command: string) => (await lives.discord.invoke(command)).embeds[0]?.['fields'];
    const answers = async () => ({
      help: (await lives.discord.invoke('help')).embeds,
      status: (await lives.discord.invoke('status')).embeds[0]?.['title'],
      servers: ((await fields('status')) as { name: string }[]).find(({ name }) => name === 'Servers'),
      ping: ((await fields('ping')) as { name: string }[]).map(({ name }) => name),
    });
    const before = await answers();
    await restart();
    const after = await answers();

    expect(after).toEqual(before);
    expect(after.status).toBe('Operational - all 2 shards answer');
  });

  it('saves its sessions although their connections do not close', async () => {
    const fault = lives.discord.begin({ fault: 'ws.blackhole' });
    const after = await restart({ between: () => lives.discord.end(fault) });

    expect(after.shards.map(({ resumeCount }) => resumeCount)).toEqual([1, 1]);
  });

  it('takes its sessions up, too, when the second signal ended the process at once', async () => {
    await restart({ env: { DRAIN_DELAY: '60' } });
    const stopTwice = async () => {
      const ended = once(lives.app.process, 'exit');
      lives.app.process.kill('SIGTERM');
      await lives.until(() => lives.app.output().includes('SIGTERM: stopping'));
      lives.app.process.kill('SIGTERM');
      await ended;
    };
    const after = await restart({ end: stopTwice });

    expect(after.shards.map(({ resumeCount }) => resumeCount)).toEqual([1, 1]);
  });

  it('ten times leaves nobody unheard for longer than 3 s, by what Discord and the bot say of it', async () => {
    while (gaps.length < 20) await restart();
    const gapMs = median(gaps.map((gap) => gap.true));
    process.stdout.write(`gaps of ten restarts: ${gapMs} ms, with starts of ${median(startsMs)} ms (medians)\n`);

    expect(gaps).toHaveLength(20);
    expect(gapMs).toBeLessThanOrEqual(gapAllowedMs(startsMs));
    expect(median(gaps.map((gap) => Math.abs(gap.told - gap.true)))).toBeLessThanOrEqual(MISTAKEN_BY_MS);
  }, 60_000);
});
