import Database from 'libsql';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { statusOf, statusWhen } from '../e2e/status.js';
import { Lives } from './lives.js';

/** Discord's time goes ten times as fast: its windows of limits are over sooner. */
const TIME_FACTOR = 10;
const CANNOT = 'Sessions cannot be kept: a restart now may begin new ones';
const AGAIN = 'Sessions are kept again';
const isLimitable = spawnSync('prlimit', ['--version']).status === 0;

/** One bot through all of it, with a store that fails in another way each time: the bot itself is never the worse for it. */
describe('a store that fails', () => {
  let lives: Lives;
  beforeAll(async () => {
    lives = await Lives.of({ discord: { timeFactor: TIME_FACTOR }, env: { TIME_FACTOR: String(TIME_FACTOR) } });
    await lives.live();
    await areWritten();
  });
  afterEach(async () => {
    const { process: own, guildCount } = await lives.operational();

    expect(own?.uncaughtErrorCount).toBe(0);
    expect(guildCount).toBe(lives.discord.guildIds.length);
  });
  afterAll(() => lives.end());

  const times = (words: string) => lives.app.output().split(words).length - 1;
  const makeNews = async (count: number) => {
    for (let made = 0; made < count; made++) lives.discord.addGuild('Added');
    await statusWhen(lives.app, ({ guildCount }) => guildCount === lives.discord.guildIds.length);
  };
  /** Somebody with a tool holds its lock. @returns lets go of it */
  const lock = () => {
    const tool = new Database(lives.store);
    tool.exec('BEGIN IMMEDIATE');
    return () => {
      tool.exec('ROLLBACK');
      tool.close();
    };
  };
  /** No file of the process may grow from now on; what happens is kept nowhere. */
  const fillDisk = () => {
    const { status, stderr } = spawnSync('prlimit', ['--pid', String(lives.app.process.pid), '--fsize=0:']);
    expect(status, String(stderr)).toBe(0);
  };
  /** Resolves once all that happened is written down: nothing of it comes again. */
  const areWritten = () =>
    lives.until(() => {
      const kept = lives.rows<{ sequence: number }>('SELECT sequence FROM kept_session ORDER BY shard_id');
      return kept.map(({ sequence }) => sequence).join() === lives.sequences.join();
    });
  /** Session starts that something costs. */
  const startsOf = async (happen: () => Promise<unknown>) => {
    const before = lives.discord.identifyTimes().length;
    await happen();
    return lives.discord.identifyTimes().length - before;
  };
  const replayed = ({ shards }: Awaited<ReturnType<Lives['live']>>) =>
    shards.reduce((sum, { replayedCount }) => sum + replayedCount, 0);

  it('because it is locked for a while holds up nobody, and is told once', async () => {
    const unlock = lock();
    await makeNews(5);
    await lives.until(() => times(CANNOT) === 1);
    await makeNews(5);
    const meanwhile = await statusOf(lives.app);
    unlock();
    await lives.until(() => times(AGAIN) === 1);

    expect(meanwhile).toMatchObject({ verdict: 'operational', shards: [{ connectCount: 1 }, { connectCount: 1 }] });
    expect(times(CANNOT)).toBe(1);
  }, 40_000);

  it('because it is locked until the end keeps what it has: the sessions are taken up from there', async () => {
    await areWritten();
    const unlock = lock();
    await makeNews(3);
    await lives.until(() => times(CANNOT) === 2);
    await lives.kill();
    unlock();
    const starts = await startsOf(async () => expect(replayed(await lives.live())).toBe(3));

    expect(starts).toBe(0);
  });

  it.skipIf(!isLimitable)('because the disk is full does the same', async () => {
    await areWritten();
    fillDisk();
    await makeNews(3);
    await lives.until(() => times(CANNOT) === 1);
    const starts = await startsOf(async () => {
      expect((await lives.stop()).code).toBe(0);
      expect(replayed(await lives.live())).toBe(3);
    });

    expect(starts).toBe(0);
  });

  it('because its file is damaged leaves a bot that works, and keeps sessions anew', async () => {
    await lives.stop();
    lives.inStore('PRAGMA wal_checkpoint(TRUNCATE)');
    writeFileSync(lives.store, readFileSync(lives.store).fill(0xff, 100));
    await lives.live();
    await makeNews(1);
    const starts = await startsOf(async () => {
      expect((await lives.stop()).code).toBe(0);
      await lives.live();
    });

    expect(starts).toBe(0);
  });

  it('because its tables are gone costs new sessions at each restart, and nothing else', async () => {
    for (const table of ['kept_session', 'run', 'session_start']) lives.inStore(`DROP TABLE ${table}`);
    await makeNews(1);
    await lives.until(() => times(CANNOT) === 1);
    const starts = await startsOf(async () => {
      expect((await lives.stop()).code).toBe(0);
      await lives.live();
    });

    expect(times('could not be read: new ones begin')).toBe(1);
    expect(starts).toBe(2);
  });

  it('from the start on costs new sessions at each restart, and it is said', async () => {
    await lives.stop();
    lives.removeStore();
    mkdirSync(lives.store);
    const starts = await startsOf(() => lives.live());
    lives.discord.dropShard(1);
    await statusWhen(lives.app, ({ shards }) => shards[1]?.resumeCount === 1);

    expect(times('Nothing is kept over a restart: the store cannot be written')).toBe(1);
    expect(starts).toBe(2);
  });
});
