import type { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { UNHURRIED } from './scene.js';
import { Trial } from './trial.js';

/** Milliseconds in which five more attempts would have come. */
const NEXT_ATTEMPTS_MS = 20_000;
/** Factor 20: a minute takes 3 s, a heartbeat comes every 2 s. */
const timeFactor = 20;

const refusals = [
  [4010, 'shard_invalid', 'Discord does not accept the number of shards', 'Set GATEWAY_SHARDS to auto'],
  [4011, 'sharding_required', 'this bot is in too many servers for so few shards', 'Set GATEWAY_SHARDS to auto'],
  [4013, 'intents_invalid', 'Discord does not know the intents this bot asks for', 'Correct INTENTS'],
  [4014, 'intents_disallowed', 'Discord does not allow this bot the intents', 'Switch on the privileged intents'],
] as const;

/** What Discord saw of the bot. */
function seenBy({ attempts: { upgrades, identifies, resumes } }: EmbeddedDiscord) {
  return { upgrades, identifies, resumes };
}

describe('shards that Discord refuses for good', () => {
  it.each(refusals)(
    'are not tried again after %d at the start, and the status says what to do',
    async (...refusal) => {
      const [code, kind, words, wayOut] = refusal;
      const before = (discord: EmbeddedDiscord) => void discord.begin({ fault: 'ws.close', code, when: 'identify' });
      const trial = await Trial.start({ timeFactor, before });
      const { discord } = trial;
      const isRefused = ({ problem, sentence }: StatusAnswer) =>
        problem?.kind === kind && sentence.startsWith(`Down - ${words}`);
      const refused = await trial.until(isRefused);
      await trial.passed(NEXT_ATTEMPTS_MS, Date.now());

      expect(refused).toMatchObject({ verdict: 'down', advice: expect.stringContaining(wayOut) as string });
      expect(refused.sentence).toMatch(new RegExp(`^Down - ${words}.*close code ${code}`));
      expect(refused.causes[0]).toMatchObject({ culprit: 'configuration', confidence: 'certain' });
      expect(seenBy(discord)).toEqual({ upgrades: 2, identifies: 2, resumes: 0 });
      expect((await trial.status()).sentence).toBe(refused.sentence);
      await trial.end();
    },
    40_000,
  );

  it('are not tried again while the bot runs, one by one, and the others go on', async () => {
    const trial = await Trial.start({ timeFactor, world: { shards: refusals.length + 1 }, env: UNHURRIED });
    const { discord } = trial;
    await trial.operational();
    for (const [shardId, [code, kind, words, wayOut]] of refusals.entries()) {
      discord.closeShard(shardId, code);
      const refused = await trial.until(({ shards }) => shards[shardId]?.phase === 'fatal');

      expect(refused.verdict).toBe('degraded');
      expect(refused.shards[shardId]).toMatchObject({ lastCloseCode: code, lastError: { kind } });
      if (shardId > 0) continue;
      expect(refused.sentence).toMatch(new RegExp(`^Degraded - shard 0 is refused: ${words}.*close code ${code}`));
      expect(refused.advice).toContain(wayOut);
    }
    await trial.passed(NEXT_ATTEMPTS_MS, Date.now());
    const later = await trial.status();

    expect(later.shards.map(({ phase }) => phase).join(' ')).toMatch(/^(fatal ){4}(ready|quiet)$/);
    expect(later.sentence).toMatch(/^Degraded - 4 of 5 shards do not answer; shard 0 is refused/);
    expect(seenBy(discord)).toEqual({ upgrades: 5, identifies: 5, resumes: 0 });
    await trial.end();
  }, 60_000);
});
