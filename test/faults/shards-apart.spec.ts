import { statusWhen } from '../e2e/status.js';
import { Lives } from './lives.js';

interface Used {
  readonly responded: boolean;
}

/** Whether a command in a guild of this shard is answered. */
async function answers(lives: Lives, shardId: number): Promise<boolean> {
  const use = { command: 'ping', guildId: lives.guildOn(shardId) };
  const { responded } = (await lives.control('POST /commands/use', use)) as Used;
  return responded;
}

describe('shards that do not come up together', { timeout: 60_000 }, () => {
  let lives: Lives;
  afterEach(() => lives.end());

  it('answer, each as soon as it is there', async () => {
    lives = await Lives.of({ discord: { shards: 2, controlPort: 0 } });
    await lives.live();
    await lives.until(() => lives.app.output().includes('Wrote to Discord'));
    await lives.kill();
    lives.inStore('DELETE FROM kept_session');
    const late = lives.discord.begin({ fault: 'ws.close', code: 4000, when: 'identify', scope: { shards: [1] } });
    await lives.start();
    await statusWhen(lives.app, ({ shards }) => shards.filter(({ phase }) => phase === 'ready').length === 1);

    expect(await answers(lives, 0)).toBe(true);

    lives.discord.end(late);
    await lives.operational();
    expect(await Promise.all([answers(lives, 0), answers(lives, 1)])).toEqual([true, true]);
  });

  it('answer, all of them, when sessions are taken up one after another', async () => {
    lives = await Lives.of({ discord: { shards: 8, guilds: 240, controlPort: 0 } });
    await lives.live();
    await lives.until(() => lives.app.output().includes('Wrote to Discord'));
    await lives.stop();
    await lives.live();

    const shards = lives.discord.truth().map((_shard, shardId) => answers(lives, shardId));
    expect(await Promise.all(shards)).toEqual(Array(8).fill(true));
  });
});
