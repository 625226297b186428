import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { Trial } from './trial.js';

const MINUTE = 60_000;
/** Few heartbeats: at these factors an acknowledgement has but milliseconds. */
const world = { heartbeatIntervalMs: 60 * 24 * MINUTE };
/** Real milliseconds: Discord is asked again after 10 s at the soonest, whatever the factor. */
const ASKED_AGAIN_WITHIN_MS = 30_000;

function waitForStarts({ shards }: StatusAnswer): boolean {
  return shards.length > 0 && shards.every(({ waitingFor }) => waitingFor === 'session_starts');
}

describe.concurrent('session starts that run out', () => {
  // Factor 60: a minute takes a second.
  it('are spent down to the reserve, and no further until there are new ones', async () => {
    const trial = await Trial.start({
      timeFactor: 60,
      world,
      before: (fresh) => {
        fresh.leaveSessionStarts(206);
        fresh.begin({ fault: 'ws.noReady' });
      },
    });
    const { discord } = trial;
    const waiting = await trial.until(waitForStarts);
    await trial.passed(4 * MINUTE, Date.now());
    const left = discord.sessionStartsRemaining;
    const identifies = discord.attempts.identifies;
    discord.leaveSessionStarts(1_000);
    for (const { id } of discord.faults.standing) discord.end(id);
    await trial.operational(ASKED_AGAIN_WITHIN_MS);

    expect({ left, identifies }).toEqual({ left: 200, identifies: 6 });
    expect(waiting.budgets.sessionStarts).toMatchObject({ remaining: 200, reserve: 200, ownCount: 6 });
    expect(waiting.sentence).toMatch(/shard [01] is waiting for new session starts \(attempt \d+, next in \d+ min/);
    expect(waiting.advice).toContain('200 are kept in reserve: SESSION_START_RESERVE=0 and a restart spend them');
    for (const { nextAttemptAt } of waiting.shards) expect(nextAttemptAt).toBe(waiting.budgets.sessionStarts?.resetsAt);
    await trial.end();
  }, 60_000);

  it('leave the reserve that a person has set', async () => {
    const before = (fresh: Trial['discord']) => void fresh.begin({ fault: 'ws.noReady' });
    const trial = await Trial.start({ timeFactor: 60, world, env: { SESSION_START_RESERVE: '997' }, before });
    const waiting = await trial.until(waitForStarts);
    await trial.passed(4 * MINUTE, Date.now());

    expect(waiting.budgets.sessionStarts).toMatchObject({ remaining: 997, reserve: 997 });
    expect(trial.discord.sessionStartsRemaining).toBe(997);
    await trial.end();
  }, 60_000);

  it('let a lost connection be resumed, and a lost session wait', async () => {
    const trial = await Trial.start({ timeFactor: 60, world });
    const { discord } = trial;
    await trial.operational();
    const { token } = discord;
    discord.leaveSessionStarts(0);
    const atZero = await trial.until(({ budgets }) => budgets.sessionStarts?.remaining === 0, ASKED_AGAIN_WITHIN_MS);
    discord.dropShard(0);
    const resumed = await trial.until(({ shards }) => shards[0]?.resumeCount === 1);
    discord.closeShard(1, 4009);
    const waiting = await trial.until(({ shards }) => shards[1]?.waitingFor === 'session_starts');
    await trial.passed(4 * MINUTE, Date.now());
    const { identifies } = discord.attempts;
    discord.leaveSessionStarts(1_000);
    await trial.operational(ASKED_AGAIN_WITHIN_MS);

    expect(atZero.sentence).toMatch(
      /^Degraded - session starts are down to the reserve, 0 of 1,000 are left, new ones in \d+ min/,
    );
    expect(resumed.shards[0]).toMatchObject({ phase: 'ready', identifyCount: 1, malformedCount: 0 });
    expect(waiting.sentence).toMatch(
      /^Degraded - shard 1 is waiting for new session starts \(next attempt in \d+ min.*\): .*close code 4009/,
    );
    expect(waiting.advice).toContain('Do not restart the bot now');
    expect(waiting.shards[1]?.nextAttemptAt).toBe(waiting.budgets.sessionStarts?.resetsAt);
    expect({ identifies, resumes: discord.resumes, token: discord.token }).toEqual({
      identifies: 2,
      resumes: 1,
      token,
    });
    await trial.end();
  }, 90_000);

  // Factor 120: it looks again after 15 minutes, which take 7.5 s.
  it('keep a bot from signing in at all, and the status says since when and until when', async () => {
    const trial = await Trial.start({ timeFactor: 120, world, before: (fresh) => fresh.leaveSessionStarts(0) });
    const { discord } = trial;
    const waiting = await trial.until(({ verdict, problem }) => verdict === 'down' && problem !== null);
    await trial.passed(20 * MINUTE);
    const tried = discord.attempts;
    discord.leaveSessionStarts(1_000);
    await trial.operational();

    expect(tried).toMatchObject({ upgrades: 0, identifies: 0 });
    expect(waiting.sentence).toMatch(
      /^Down - too few session starts for today \(0 of 1,000 are left, 200 are kept in reserve, 2 needed\), new ones in \d+ min/,
    );
    expect(waiting.advice).toContain('goes on by itself');
    expect(waiting.budgets.sessionStarts).toMatchObject({ remaining: 0, reserve: 200 });
    await trial.end();
  }, 60_000);
});
