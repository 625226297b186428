import { NobodyThere } from '../../src/embedded-discord/faults/targets.js';
import type { SignAnswer } from '../../src/faces/api/second-instance.answer.js';
import { statusOf, statusWhen } from '../e2e/status.js';
import { Lives } from './lives.js';
import { Mix, chanceOf } from './mix.js';

const SEED = Number(process.env['TRUTH_SEED'] ?? Math.floor(Math.random() * 1_000_000));
/** Real milliseconds of bad times, and at most between two faults. */
const BAD_TIMES_MS = 20_000;
const PAUSE_MS = 1_500;

describe('a bot that is alone with its token', () => {
  let lives: Lives;
  afterEach(() => lives.end());

  it('sees no second one over crashes, restarts and new sessions, although commands come again that it has answered', async () => {
    // The program's own waiting times only: it asks for the session starts every 20 s, and Discord has 3 s for a command.
    lives = await Lives.of({ env: { TIME_FACTOR: '30', LIMIT_ACKNOWLEDGEMENT_MS: '60000' } });
    const signs: SignAnswer[] = [];
    await lives.live();
    await lives.until(() => lives.app.output().includes('Wrote to Discord'));
    for (let repeatedCount = 0; repeatedCount < 2; repeatedCount += await refusals()) {
      await sessionsKept();
      await lives.discord.invoke('ping');
      signs.push(...(await signsNow()));
      await lives.kill(); // as a rule before it could write down that it has seen the command
      await lives.live();
    }
    signs.push(...(await signsNow()));
    await lives.stop();
    await lives.live({ SESSION_KIT: 'off' });
    await lives.stop();
    await lives.live();
    await askedAgain();

    expect([...signs, ...(await signsNow())]).toEqual([]);
  }, 120_000);

  it(
    `sees no second one in bad times (TRUTH_SEED=${SEED})`,
    async () => {
      const factor = '30';
      const discord = { shards: 4, guilds: 40, traffic: true, commands: 300, timeFactor: Number(factor) };
      lives = await Lives.of({ discord, env: { TIME_FACTOR: factor, LIMIT_ACKNOWLEDGEMENT_MS: '60000' } });
      await lives.live();
      const story = await badTimes(new Mix(chanceOf(SEED), discord.shards));
      for (const { id } of lives.discord.faults.standing) lives.discord.end(id);
      await lives.operational();
      await askedAgain();
      const { secondInstance, budgets, interactions } = await statusOf(lives.app);

      expect(secondInstance, story).toEqual({ isLikely: false, advice: null, signs: [] });
      expect(interactions?.acknowledgedCount).toBeGreaterThan(0);
      expect(budgets.sessionStarts?.ownCount).toBeGreaterThanOrEqual(discord.shards);
    },
    BAD_TIMES_MS + 120_000,
  );

  /** Resolves when the sessions have been written down: that is done every 500 ms. */
  async function sessionsKept(): Promise<void> {
    const from = Date.parse((await statusOf(lives.app)).asOf);
    await statusWhen(lives.app, ({ asOf }) => Date.parse(asOf) - from > 1_500);
  }

  async function signsNow(): Promise<readonly SignAnswer[]> {
    return (await statusOf(lives.app)).secondInstance.signs;
  }

  /** How many commands came again to the process that lives now, although the one before had answered. */
  async function refusals(): Promise<number> {
    const { shards } = await statusOf(lives.app);
    if (shards.every(({ replayedCount }) => replayedCount === 0)) return 0;
    // On a machine that needs longer than Discord's 3 s for a start, they are not even tried.
    await lives.until(() => /already been acknowledged|came too late/.test(lives.app.output()));
    return 1;
  }

  /** Resolves when Discord has said once more how many session starts are left. */
  async function askedAgain(): Promise<void> {
    const asked = async () => (await statusOf(lives.app)).budgets.sessionStarts?.askedAt;
    const before = await asked();
    await statusWhen(lives.app, ({ budgets }) => budgets.sessionStarts?.askedAt !== before, 60_000);
  }

  async function badTimes(mix: Mix): Promise<string> {
    const story: string[] = [`seed ${SEED}`];
    for (const endsAt = Date.now() + BAD_TIMES_MS; Date.now() < endsAt;) {
      for (const wish of mix.next()) {
        try {
          lives.discord.begin(wish);
          story.push(JSON.stringify(wish));
        } catch (error) {
          if (!(error instanceof NobodyThere)) throw error; // what befalls connections needs one
        }
      }
      await new Promise((resolve) => setTimeout(resolve, mix.between(100, PAUSE_MS)));
    }
    return story.join('\n');
  }
});
