import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { GapLog } from './gap-log.js';
import { Lives } from './lives.js';
import { chanceOf } from './mix.js';
import { gapAllowedMs, median } from './pace.js';

/** Discord's time goes five times as fast: its windows of limits are over sooner. */
const TIME_FACTOR = 5;
/** `npm run soak` takes two hundred. */
const KILLS = Number(process.env['KILLS'] ?? 10);
const SEED = Number(process.env['KILL_SEED'] ?? Math.floor(Math.random() * 1_000_000));
const GUILD_MEMBERS = 1 << 1;
/** Milliseconds: a busy machine may take long for some lives that are killed one after another. */
const HALF_AN_HOUR = 1_800_000;
/** Milliseconds for one life of the process, on a busy machine. */
const LIFE_MS = 20_000;
/** Milliseconds from its first page to its end, at most. */
const LONGEST_LIFE_MS = 2_000;
/** Milliseconds between two newcomers, and servers that each joins. */
const JOIN_EVERY_MS = 40;
const JOINED_AT_ONCE = 8;
/** Milliseconds of work that a crash may undo: what is handled in that time is handled once more. */
const UNWRITTEN_MS = 500;

interface DiscordsGuild {
  readonly id: string;
  readonly memberCount: number;
  readonly unavailable: boolean;
}

describe('a process that is killed', () => {
  let lives: Lives;
  let log: GapLog;
  /** Milliseconds from each start to its first page. */
  const startsMs: number[] = [];
  const chance = chanceOf(SEED);
  /** Servers that were there from the beginning; all others are added while no process lives. */
  const old = new Set<string>();
  const errors: unknown[] = [];
  /** Milliseconds, one each kill and shard. */
  const unwritten: number[] = [];

  beforeAll(async () => {
    lives = await Lives.of({
      discord: { guilds: 40, timeFactor: TIME_FACTOR, privilegedIntents: GUILD_MEMBERS, sessionLifeMs: HALF_AN_HOUR },
      env: { TIME_FACTOR: String(TIME_FACTOR), INTENTS: 'Guilds,GuildMembers', CACHE: 'full' },
    });
    log = new GapLog(lives.discord);
    for (const id of lives.discord.guildIds) old.add(id);
  });
  afterAll(() => lives.end());

  it(
    `${KILLS} times at any moment costs no session start, and loses no event (KILL_SEED=${SEED})`,
    async () => {
      const { discord } = lives;
      await start();
      await lives.operational();
      await lives.until(() => lives.rows('SELECT 1 FROM kept_session').length === 2);
      const stillness = stir();
      for (let left = KILLS; left > 0; left--) {
        await anyMoment();
        await die();
        changeServers();
        if (left > 1 && chance() < 0.3) left -= await dieYoung();
        await start();
      }
      await stillness();
      const after = await lives.operational();
      log.look();
      const gapMs = median(log.gaps);
      const facts = [
        `${KILLS} kills, seed ${SEED}: gaps of ${gapMs} ms (median), ${Math.max(...log.gaps)} ms (worst)`,
        `starts of ${median(startsMs)} ms`,
        `handled and not written: ${median(unwritten)} ms (median), ${Math.max(...unwritten)} ms (worst)`,
        `${discord.identifyTimes().length} identifies, ${discord.resumes} resumes`,
      ];
      process.stdout.write(`${facts.join(', ')}\n`);

      expect(discord.identifyTimes()).toHaveLength(2);
      expect(discord.sessionStartsRemaining).toBe(1_000 - 2);
      expect([...errors, ...errorsOf(lives.app.output())]).toEqual([]);
      expect(gapMs).toBeLessThanOrEqual(gapAllowedMs(startsMs));
      expect(median(unwritten)).toBeLessThanOrEqual(UNWRITTEN_MS);
      await expectTruth(after);
    },
    (KILLS + 3) * LIFE_MS,
  );

  async function start(): Promise<void> {
    const begun = Date.now();
    await lives.start();
    startsMs.push(Date.now() - begun);
  }

  /** Lets the process live some time more: while it signs in, resumes or works. */
  async function anyMoment(): Promise<void> {
    const endsAt = Date.now() + chance() ** 2 * LONGEST_LIFE_MS;
    await lives.until(() => Date.now() >= endsAt);
  }

  async function die(): Promise<void> {
    const unwrittenMs = log.dying();
    await lives.kill();
    log.died();
    const kept = lives.rows<{ shard: number; sequence: number }>(
      'SELECT shard_id AS shard, sequence FROM kept_session',
    );
    unwritten.push(...kept.map(({ shard, sequence }) => unwrittenMs(shard, sequence)));
    errors.push(...errorsOf(lives.app.output()));
  }

  /** One is killed on its way to its first page. @returns how many that were */
  async function dieYoung(): Promise<1> {
    await lives.dieYoung(chance() * median(startsMs));
    log.died();
    return 1;
  }

  /**
   * Somebody joins servers all the time (a server may be gone by then), and now and then somebody uses a command (often
   * there is nobody to answer it). @returns ends it
   */
  function stir(): () => Promise<void> {
    const luck = chanceOf(SEED + 1);
    let isOver = false;
    const stirring = (async () => {
      for (let number = 0; !isOver; number++) {
        const first = Math.floor(luck() * (old.size - JOINED_AT_ONCE));
        const guildIds = [...old].slice(first, first + JOINED_AT_ONCE);
        await lives.control('POST /users', { username: `newcomer${number}`, guildIds }).catch(() => undefined);
        log.look();
        if (luck() < 0.1) lives.discord.invoke('ping').catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, JOIN_EVERY_MS));
      }
    })();
    return async () => {
      isOver = true;
      await stirring;
    };
  }

  /** Servers come, go, and have outages. */
  function changeServers(): void {
    const { discord } = lives;
    const [some] = [...old].filter(() => chance() < 0.05);
    if (some && old.size > 20) {
      discord.removeGuild(some);
      old.delete(some);
    }
    const added = discord.addGuild('Added');
    if (chance() < 0.5) discord.setGuildUnavailable(added, true);
  }

  /** What the bot says, and what it keeps, is what Discord knows. */
  async function expectTruth(status: StatusAnswer): Promise<void> {
    const { guilds } = (await lives.control('GET /guilds')) as { guilds: DiscordsGuild[] };
    const away = status.shards.reduce((sum, { unavailableGuildCount }) => sum + unavailableGuildCount, 0);
    expect(status.process?.uncaughtErrorCount).toBe(0);
    expect(status.secondInstance.signs).toEqual([]);
    expect(status.guildCount).toBe(guilds.length);
    expect(away).toBe(guilds.filter(({ unavailable }) => unavailable).length);
    expect(status.shards.map(({ skippedCount }) => skippedCount)).toEqual([0, 0]);
    await lives.stop();
    const kept = lives.rows<{ id: string; members: number }>(
      `SELECT guild_id AS id, json_extract(json, '$.member_count') AS members FROM kept_guild`,
    );
    const members = new Map(kept.map((guild) => [guild.id, guild.members]));
    expect([...members.keys()].sort()).toEqual(guilds.map(({ id }) => id).sort());
    const wrong = guilds.filter(({ id, memberCount }) => old.has(id) && members.get(id) !== memberCount);
    expect(wrong.map(({ id, memberCount }) => [memberCount, members.get(id)])).toEqual([]);
  }
});

/** Errors in a log, but for commands that were replayed: whoever used them has had an answer, or waits no more. */
function errorsOf(log: string): readonly unknown[] {
  const lines = log.split('\n').filter((line) => line.startsWith('{'));
  const errors = lines.map((line) => JSON.parse(line) as { level: number; err?: { code?: unknown } });
  return errors.filter(({ level, err }) => level >= 50 && ![10_062, 40_060].includes(Number(err?.code)));
}
