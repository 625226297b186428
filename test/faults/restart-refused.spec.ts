import { statusOf, statusWhen } from '../e2e/status.js';
import { Lives } from './lives.js';

/** Discord's time goes ten times as fast: its windows of limits are over sooner. */
const TIME_FACTOR = 10;

/** One bot through all of it: its sessions are those of the first life. */
describe('sessions of the process before', () => {
  let lives: Lives;
  beforeAll(async () => {
    lives = await Lives.of({ discord: { timeFactor: TIME_FACTOR }, env: { TIME_FACTOR: String(TIME_FACTOR) } });
    await lives.live();
  });
  beforeEach(() => lives.stop());
  afterEach(async () => {
    const { process: own } = await statusOf(lives.app);

    expect(own?.uncaughtErrorCount).toBe(0);
    expect(lives.discord.identifyTimes()).toHaveLength(2);
  });
  afterAll(() => lives.end());

  it.each([
    ['its API and its gateway', 'both'],
    ['its gateway', 'gateway'],
  ] as const)('are taken up when Discord (%s) could not be reached at the start', async (_what, side) => {
    const { discord } = lives;
    const outage = discord.begin({ fault: 'outage', side, how: 'refused' });
    await lives.start();
    await statusWhen(
      lives.app,
      ({ problem, shards }) => problem !== null || shards.some(({ attempts }) => attempts > 2),
    );
    discord.end(outage);
    const after = await lives.operational();

    expect(after.guildCount).toBe(8);
    expect(after.shards.map(({ resumeCount }) => resumeCount)).toEqual([1, 1]);
  });

  it('are taken up although no session starts are left', async () => {
    lives.discord.leaveSessionStarts(0);
    await lives.start();
    const after = await statusWhen(
      lives.app,
      ({ shards: [one, other] }) => one?.phase === 'ready' && other?.phase === 'ready',
    );

    expect(after.guildCount).toBe(8);
    expect(after.shards.map(({ resumeCount }) => resumeCount)).toEqual([1, 1]);
    expect(lives.discord.sessionStartsRemaining).toBe(0);
  });

  it('are taken up where there are some, while other shards wait for session starts and say so', async () => {
    lives.inStore('DELETE FROM kept_session WHERE shard_id = 1');
    lives.discord.leaveSessionStarts(200);
    await lives.start();
    const partly = await statusWhen(
      lives.app,
      ({ shards: [one, other] }) => one?.phase === 'ready' && other?.waitingFor === 'session_starts',
    );

    expect(partly.shards[0]?.resumeCount).toBe(1);
    expect(partly.sentence).toContain('shard 1 is waiting for new session starts');
    expect(partly.advice).toContain('200 are kept in reserve');
  });
});
