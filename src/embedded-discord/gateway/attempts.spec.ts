import { RawClient } from '../../../test/conformance/raw-client.js';
import { EmbeddedDiscord } from '../embedded-discord.js';
import { TimeLog } from './time-log.js';

describe('what clients try', () => {
  let discord: EmbeddedDiscord;

  beforeEach(async () => {
    discord = await EmbeddedDiscord.start({ shards: 2, guilds: 2, controlPort: 0 });
  });

  afterEach(() => discord.stop());

  /** Comes, sends one frame, and waits until it is closed or hears of an invalid session. */
  async function tryTo(act: (client: RawClient) => Promise<void>): Promise<void> {
    const client = RawClient.connect(discord);
    await act(client);
    await Promise.race([client.closed, client.op(9)]);
    client.drop();
  }

  it('counts WebSockets that are turned away, too, each by the way it came', async () => {
    const other = (path: string) => discord.gateway.replace('/gateway', path);
    discord.begin({ fault: 'ws.refuseUpgrade', limit: { count: 2 } });
    const addresses = [discord.gateway, other('/resume'), other('/resume/?v=99'), other('/?v=99'), other('/nowhere')];
    const begun = Date.now();

    for (const address of addresses) await RawClient.connect(discord, address).closed;

    expect(discord.attempts).toMatchObject({ upgrades: 5, byPath: { gateway: 2, resume: 2 } });
    expect(discord.connections).toBe(2);
    const times = discord.upgradeTimes();
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(begun);
    expect([discord.upgradeTimes('gateway'), discord.upgradeTimes('resume')]).toEqual([
      [times[0], times[3]],
      [times[1], times[2]],
    ]);
  });

  it('counts IDENTIFYs of each shard, whatever becomes of them, with their times on the clock of Discord', async () => {
    discord.clock.offsetMs = 86_400_000;
    discord.begin({ fault: 'ws.op9', when: 'identify', scope: { shards: [1] } });
    await tryTo((client) => client.identify({ shard: [1, 2] }));
    await tryTo((client) => client.identify({ shard: [1, 2], intents: 1 << 15 }));
    await tryTo((client) => client.identify({ shard: [0, 2], token: 'wrong' }));
    await tryTo((client) => client.identify({ shard: [2, 2] }));
    await tryTo((client) => client.send(2, 'nonsense'));

    expect(discord.identifies).toBe(0);
    expect(discord.attempts).toMatchObject({
      identifies: 5,
      byShard: [
        { shardId: 0, identifies: 1, resumes: 0 },
        { shardId: 1, identifies: 2, resumes: 0 },
        { shardId: null, identifies: 2, resumes: 0 },
      ],
    });
    expect([discord.identifyTimes().length, discord.identifyTimes(1).length]).toEqual([5, 2]);
    expect(discord.identifyTimes(1)[0]).toBeGreaterThan(Date.now() + 86_000_000);
  });

  it('counts RESUMEs of each shard, also of sessions that are over', async () => {
    const first = RawClient.connect(discord);
    const { session_id } = await first.ready({ shard: [1, 2] });
    discord.closeShard(1, 4009);
    await tryTo((client) => client.resume(session_id, 1));
    await tryTo((client) => client.resume('unknown', 1));

    expect(discord.resumes).toBe(0);
    expect(discord.attempts).toMatchObject({
      resumes: 2,
      byShard: [
        { shardId: 1, identifies: 1, resumes: 1 },
        { shardId: null, identifies: 0, resumes: 1 },
      ],
    });
    expect(discord.resumeTimes(1)).toEqual(discord.resumeTimes().slice(0, 1));
  });

  it('is told by the control API, in counts and in times', async () => {
    await tryTo((client) => client.identify({ token: 'wrong' }));
    const { address = '', key = '' } = discord.control ?? {};
    const ask = async (path: string): Promise<unknown> =>
      (await fetch(`${address}${path}`, { headers: { authorization: `Bearer ${key}` } })).json();

    expect(await ask('/state')).toMatchObject({ gateway: { attempts: { upgrades: 1, identifies: 1, resumes: 0 } } });
    expect(await ask('/attempts')).toEqual({
      upgrades: [{ at: discord.upgradeTimes()[0], path: 'gateway' }],
      identifies: [{ at: discord.identifyTimes()[0], shardId: 0 }],
      resumes: [],
    });
  });
});

describe('a list of times', () => {
  it('keeps the newest, and counts all', () => {
    const log = new TimeLog<number>();
    for (let at = 0; at < 50_000; at += 1) log.note(at % 2, at);

    expect([log.total, log.count(1)]).toEqual([50_000, 25_000]);
    expect([log.times().length, log.times()[0], log.times(1).at(-1)]).toEqual([20_000, 30_000, 49_999]);
  });
});
