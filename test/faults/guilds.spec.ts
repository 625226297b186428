import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { Trial } from './trial.js';

const SECOND = 1_000;
/** Factor 10: guilds are waited for for 1.5 s. */
const timeFactor = 10;
const world = { shards: 1, guilds: 8 };

/** What shard 0 says of its guilds. */
function guildsOf({ shards: [shard] }: StatusAnswer) {
  return {
    all: shard?.guildCount,
    unavailable: shard?.unavailableGuildCount,
    expected: shard?.expectedGuildCount,
    received: shard?.receivedGuildCount,
    joined: shard?.joinedGuildCount,
    left: shard?.leftGuildCount,
  };
}

const untouched = { all: 8, unavailable: 0, expected: 8, received: 8, joined: 0, left: 0 };

describe('guilds', () => {
  it('that Discord does not send keep nobody waiting for long, and are unavailable, not left', async () => {
    const trial = await Trial.start({
      timeFactor,
      world,
      before: (discord) => void discord.begin({ fault: 'guilds.missing', ids: discord.guildIds.slice(0, 3) }),
    });
    const { discord } = trial;
    const waiting = await trial.until(({ shards: [shard] }) => (shard?.receivedGuildCount ?? 0) > 0);
    const ready = await trial.operational();
    const [late = ''] = discord.guildIds;
    discord.setGuildUnavailable(late, true);
    discord.setGuildUnavailable(late, false);
    const better = await trial.until(({ shards: [shard] }) => shard?.receivedGuildCount === 6);

    expect(waiting.shards[0]?.phase).toBe('waiting_for_guilds');
    expect(ready.shards[0]?.phase).toBe('ready');
    expect(guildsOf(ready)).toEqual({ ...untouched, unavailable: 3, received: 5 });
    expect(guildsOf(better)).toEqual({ ...untouched, unavailable: 2, received: 6 });
    expect(ready.guildCount).toBe(8);
    expect(trial.app.output()).toContain('Connected with a new session, 3 of its servers are unavailable');
    expect(trial.app.output()).not.toContain('removed from');
    await trial.end();
  }, 60_000);

  it('that never come make no lost connection look ready', async () => {
    const trial = await Trial.start({
      timeFactor,
      world,
      before: (discord) => void discord.begin({ fault: 'guilds.missing', share: 1 }),
    });
    const { discord } = trial;
    await trial.until(({ shards: [shard] }) => shard?.phase === 'waiting_for_guilds');
    discord.begin({ fault: 'outage', side: 'gateway' });
    const lostAt = Date.now();
    await trial.passed(30 * SECOND, lostAt);
    const meanwhile = await trial.status();
    for (const { id } of discord.faults.standing) discord.end(id);
    await trial.operational();

    expect(['connecting', 'identifying', 'resuming']).toContain(meanwhile.shards[0]?.phase);
    expect(meanwhile.verdict).not.toBe('operational');
    await trial.end();
  }, 60_000);

  it('with an outage are unavailable for as long as it lasts, and nobody was removed or added', async () => {
    const trial = await Trial.start({ timeFactor, world });
    const { discord } = trial;
    const before = await trial.operational();
    const outage = discord.begin({ fault: 'guilds.unavailable', ids: discord.guildIds.slice(0, 4) });
    const meanwhile = await trial.until(({ shards: [shard] }) => shard?.unavailableGuildCount === 4);
    discord.end(outage);
    const after = await trial.until(({ shards: [shard] }) => shard?.unavailableGuildCount === 0);

    expect(guildsOf(before)).toEqual(untouched);
    expect(guildsOf(meanwhile)).toEqual({ ...untouched, unavailable: 4 });
    expect(guildsOf(after)).toEqual(untouched);
    expect(meanwhile.verdict).toBe('operational');
    expect(trial.app.output()).toContain('A server is unavailable: Discord has an outage there');
    expect(trial.app.output()).not.toMatch(/removed from|added to/);
    await trial.end();
  }, 60_000);

  it('that the bot joins and leaves are counted, an outage or not', async () => {
    const trial = await Trial.start({ timeFactor, world });
    const { discord } = trial;
    await trial.operational();
    const [first = '', second = ''] = discord.guildIds;
    discord.setGuildUnavailable(first, true);
    discord.removeGuild(first);
    discord.removeGuild(second);
    discord.addGuild('A new one');
    const after = await trial.until(({ shards: [shard] }) => shard?.joinedGuildCount === 1);

    expect(guildsOf(after)).toEqual({ ...untouched, all: 7, joined: 1, left: 2 });
    await trial.end();
  }, 60_000);
});
