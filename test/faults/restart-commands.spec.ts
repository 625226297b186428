import { statusOf, statusWhen } from '../e2e/status.js';
import { Lives } from './lives.js';

const COMMANDS = 12;

describe('commands that people use while the bot is away', { timeout: 60_000 }, () => {
  let lives: Lives;
  beforeAll(async () => {
    lives = await Lives.of({ discord: { shards: 2, guilds: 8, controlPort: 0 } });
    await lives.live();
    await lives.until(() => lives.app.output().includes('Wrote to Discord'));
  });
  afterAll(() => lives.end());

  const use = (shardId: number) =>
    lives.control('POST /commands/use', { command: 'ping', guildId: lives.guildOn(shardId) });

  it('are not answered too late: they are counted, told once for each shard, and no reason to call the bot degraded', async () => {
    await lives.stop();
    await Promise.all(Array.from({ length: COMMANDS }, (_, number) => use(number % 2)));
    await lives.live();
    const told = await statusWhen(lives.app, ({ interactions }) => interactions?.expiredCount === COMMANDS);
    const answered = (await use(0)) as { responded: boolean };

    expect(answered.responded).toBe(true);
    expect(told.verdict).toBe('operational');
    expect((await statusOf(lives.app)).interactions).toMatchObject({ missedCount: 0, lateCount: 0 });
    const output = lives.app.output();
    expect(output.match(/Nobody was answered who used a command meanwhile: 6 commands came too late/g)).toHaveLength(2);
    expect(output).not.toMatch(/Unknown interaction|"level":[56]0/);
  });
});
