import { RawClient } from '../../../test/conformance/raw-client.js';
import { EmbeddedDiscord } from '../embedded-discord.js';
import { shardOf } from '../world/snowflake.js';

describe('the gateway', () => {
  let discord: EmbeddedDiscord;
  const clients: RawClient[] = [];

  function connect(address?: string): RawClient {
    const client = RawClient.connect(discord, address);
    clients.push(client);
    return client;
  }

  beforeEach(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 12, maxConcurrency: 1_000 });
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.drop();
    await discord.stop();
  });

  it.each([
    ['a payload before IDENTIFY', 4003, '{"op":3,"d":{}}'],
    ['an opcode that does not exist', 4001, '{"op":5,"d":{}}'],
    ['something that is no JSON', 4002, 'hello'],
    ['JSON that is no object', 4002, '[1]'],
    ['a payload without opcode', 4002, '{"d":{}}'],
    ['a payload over 4,096 bytes', 4002, `{"op":1,"d":"${'x'.repeat(4_096)}"}`],
    ['an IDENTIFY without properties', 4002, '{"op":2,"d":{}}'],
    ['a wrong token', 4004, '{"op":2,"d":{"token":"x","properties":{},"intents":1}}'],
    ['a RESUME with a wrong token', 4004, '{"op":6,"d":{"token":"x","session_id":"x","seq":1}}'],
    ['a RESUME that is none', 4002, '{"op":6,"d":null}'],
  ])('closes on %s with %i', async (_what, code, text) => {
    const client = connect();

    await client.sendText(text);

    expect(await client.closed).toBe(code);
  });

  it.each([
    ['a shard beyond the count', 4010, { shard: [2, 2] }],
    ['a shard that is none', 4010, { shard: 'all' }],
    ['intents that do not exist', 4013, { intents: 1 << 30 }],
    ['no intents at all', 4013, { intents: undefined }],
    ['a privileged intent that is not enabled', 4014, { intents: 1 << 15 }],
  ])('refuses %s with %i', async (_what, code, parts) => {
    const client = connect();

    await client.identify(parts);

    expect(await client.closed).toBe(code);
  });

  it('refuses an API version that it does not speak', async () => {
    expect(await connect(`${discord.gateway}?v=6`).closed).toBe(4012);
  });

  it('refuses a second IDENTIFY on one connection', async () => {
    const client = connect();
    await client.ready();

    await client.identify();

    expect(await client.closed).toBe(4005);
  });

  it('closes the 121st payload of a minute with 4008', async () => {
    const client = connect();
    await client.ready();

    for (let count = 0; count < 120; count += 1) await client.send(3, {});

    expect(await client.closed).toBe(4008);
  });

  it('gives each shard its guilds, first unavailable and then whole', async () => {
    const client = connect();
    const ready = await client.ready({ shard: [1, 3] });
    const mine = discord.guildIds.filter((id) => shardOf(id, 3) === 1);
    await client.frame(({ t, d }) => t === 'GUILD_CREATE' && (d as { id: string }).id === mine.at(-1));

    const whole = client.frames.filter(({ t }) => t === 'GUILD_CREATE').map(({ d }) => d);

    expect(ready).toMatchObject({ shard: [1, 3], guilds: mine.map((id) => ({ id, unavailable: true })) });
    expect(whole).toMatchObject(mine.map((id) => ({ id, unavailable: false })));
  });

  it('sends no guilds to a session without the intent for them', async () => {
    const client = connect();
    await client.ready({ intents: 0 });
    await client.send(8, { guild_id: discord.guildIds[0], user_ids: [discord.applicationId], nonce: 'mine' });

    const chunk = await client.event('GUILD_MEMBERS_CHUNK');

    expect(chunk.d).toMatchObject({ nonce: 'mine', members: [{ user: { id: discord.applicationId } }] });
    expect(client.frames.map(({ t }) => t)).not.toContain('GUILD_CREATE');
  });

  it('replays what was missed, in order and nothing twice, and then says RESUMED', async () => {
    const first = connect();
    const { session_id, resume_gateway_url } = await first.ready();
    await first.frame(({ s }) => s === 13);
    first.drop();
    await vi.waitFor(() => expect(discord.sessions[0]?.isConnected).toBe(false));
    const added = [discord.addGuild('One'), discord.addGuild('Two')];

    const second = connect(`${String(resume_gateway_url)}?v=10&encoding=json`);
    await second.resume(session_id, 13);
    await second.event('RESUMED');

    const replayed = second.frames.filter(({ op }) => op === 0).map(({ t, s, d }) => [t, s, (d as { id?: string }).id]);
    expect(replayed).toEqual([
      ['GUILD_CREATE', 14, added[0]],
      ['GUILD_CREATE', 15, added[1]],
      ['RESUMED', 16, undefined],
    ]);
    expect(discord.sessions).toMatchObject([{ identifies: 1, resumes: 1, path: '/resume' }]);
  });

  it.each([1000, 1001])('ends the session when the client closes with %i', async (code) => {
    const first = connect();
    const { session_id } = await first.ready();
    first.close(code);
    await first.closed;

    const second = connect();
    await second.resume(session_id, 1);

    expect(await second.op(9)).toMatchObject({ d: false });
    expect(discord.sessions).toEqual([]);
  });

  it.each([
    [4000, 'RESUMED'],
    [4200, 'RESUMED'],
  ])('keeps the session when the client closes with %i', async (code, expected) => {
    const first = connect();
    const { session_id } = await first.ready();
    first.close(code);
    await first.closed;

    const second = connect();
    await second.resume(session_id, 1);

    expect((await second.event(expected)).t).toBe(expected);
  });

  it('closes with 4007 on a sequence number that it has not given out', async () => {
    const first = connect();
    const { session_id } = await first.ready();

    const second = connect();
    await second.resume(session_id, 1_000);

    expect(await second.closed).toBe(4007);
  });

  it('ends the session with 4007, unless somebody else is connected to it', async () => {
    const first = connect();
    const { session_id } = await first.ready();
    first.drop();
    await vi.waitFor(() => expect(discord.sessions[0]?.isConnected).toBe(false));

    const second = connect();
    await second.resume(session_id, 1_000);
    await second.closed;

    expect(discord.sessions).toEqual([]);
  });

  it('hands a session over to the connection that resumes it, and closes the other', async () => {
    const first = connect();
    const { session_id } = await first.ready();
    const second = connect();

    await second.resume(session_id, 1);

    expect(await first.closed).toBe(4000);
    expect(discord.sessions).toMatchObject([{ isConnected: true, resumes: 1 }]);
  });
});
