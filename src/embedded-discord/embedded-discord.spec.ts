import { call } from '../../test/conformance/caller.js';
import { RawClient } from '../../test/conformance/raw-client.js';
import { EmbeddedDiscord } from './embedded-discord.js';

describe('what can be done to an embedded Discord', () => {
  let discord: EmbeddedDiscord;
  let client: RawClient;
  let sessionId: unknown;

  beforeEach(async () => {
    discord = await EmbeddedDiscord.start({ guilds: 3 });
    client = RawClient.connect(discord);
    sessionId = (await client.ready())['session_id'];
    await client.frame(({ s }) => s === 4);
  });

  afterEach(async () => {
    client.drop();
    await discord.stop();
  });

  it('closes a shard with any code, and keeps the session when Discord would', async () => {
    discord.closeShard(0, 4000);

    expect(await client.closed).toBe(4000);
    expect(discord.sessions).toMatchObject([{ sessionId, isConnected: false }]);
  });

  it('ends the session with a code that ends it in Discord', async () => {
    discord.closeShard(0, 4009);

    expect(await client.closed).toBe(4009);
    expect(discord.sessions).toEqual([]);
  });

  it('drops a shard without a close frame', async () => {
    discord.dropShard(0);

    expect(await client.closed).toBe(1006);
  });

  it('says so when nobody is connected to the shard', () => {
    expect(() => discord.dropShard(7)).toThrow('Nobody is connected to shard 7');
  });

  it('asks a shard to reconnect', async () => {
    discord.reconnectShard(0);

    expect((await client.op(7)).op).toBe(7);
  });

  it('leaves heartbeats of a muted shard unacknowledged', async () => {
    discord.muteAcknowledgements(0, true);
    await client.send(1, null);
    discord.sendMalformedDispatch(0);
    await client.frame(({ t, d }) => t === 'GUILD_CREATE' && d === null);

    expect(client.frames.map(({ op }) => op)).not.toContain(11);

    discord.muteAcknowledgements(0, false);
    await client.send(1, null);
    expect((await client.op(11)).op).toBe(11);
  });

  it.each(['refused', 'http503'] as const)('turns new connections away (%s), and leaves REST alone', async (how) => {
    discord.refuseGateway(how);

    expect(await RawClient.connect(discord).closed).toBe(1006);
    expect((await call(discord, 'GET /users/@me')).status).toBe(200);
    expect(discord.sessions).toMatchObject([{ isConnected: true }]);
  });

  it('rejects the token everywhere, and takes it again', async () => {
    discord.rejectToken(true);
    const refused = RawClient.connect(discord);
    await refused.identify();

    expect(await refused.closed).toBe(4004);
    expect(await call(discord, 'GET /users/@me')).toMatchObject({
      status: 401,
      body: { message: '401: Unauthorized', code: 0 },
    });

    discord.rejectToken(false);
    expect((await call(discord, 'GET /users/@me')).status).toBe(200);
  });

  it('disallows intents', async () => {
    discord.disallowIntents(true);
    const refused = RawClient.connect(discord);
    await refused.identify();

    expect(await refused.closed).toBe(4014);
  });

  it('adds and removes a server', async () => {
    const id = discord.addGuild('Brand New');
    const joined = await client.frame(({ t, d }) => t === 'GUILD_CREATE' && (d as { id: string }).id === id);

    discord.removeGuild(id);
    const left = await client.event('GUILD_DELETE');

    expect(joined.d).toMatchObject({ name: 'Brand New' });
    expect(left.d).toEqual({ id });
    expect(() => discord.removeGuild(id)).toThrow(`The bot is in no guild ${id}`);
  });

  it('lets a server fail and come back', async () => {
    const [id = ''] = discord.guildIds;

    discord.setGuildUnavailable(id, true);
    const gone = await client.event('GUILD_DELETE');
    discord.setGuildUnavailable(id, false);
    const back = await client.frame(({ t, s }) => t === 'GUILD_CREATE' && (s ?? 0) > (gone.s ?? 0));

    expect(gone.d).toEqual({ id, unavailable: true });
    expect(back.d).toMatchObject({ id, unavailable: false });
  });

  it('says why a command cannot be used', async () => {
    await expect(discord.invoke('nothing')).rejects.toThrow('No slash command "nothing" is registered');
    await expect(discord.invoke('nothing', { guildId: '1' })).rejects.toThrow('The bot is in no guild 1');
  });

  it('lists what it was asked for and does not have', async () => {
    const { status, body } = await call(discord, 'GET /voice/regions');

    expect({ status, body }).toEqual({ status: 404, body: { message: '404: Not Found', code: 0 } });
    expect(discord.unsupported).toEqual(['GET /voice/regions']);
  });
});

describe('the same seed', () => {
  it('gives the same servers and the same token', async () => {
    const [one, other] = [await EmbeddedDiscord.start({ seed: 7 }), await EmbeddedDiscord.start({ seed: 7 })];

    expect([other.token, other.guildIds]).toEqual([one.token, one.guildIds]);
    expect(Buffer.from(one.token.split('.')[0] ?? '', 'base64').toString()).toBe(one.applicationId);
    expect(one.token).toMatch(/^[^.=]+\.[\w-]{6}\.[\w-]{38}$/);
    await Promise.all([one.stop(), other.stop()]);
  });
});

describe('the address of the gateway', () => {
  it('is that of a proxy in front of it where one is announced, for those who resume too', async () => {
    const discord = await EmbeddedDiscord.start({ guilds: 1 });
    const direct = `${discord.gateway}?v=10&encoding=json`;
    discord.announce('127.0.0.1:4001');
    const { body } = await call(discord, 'GET /gateway/bot');
    const client = RawClient.connect(discord, direct);
    const ready = await client.ready();
    client.drop();
    await discord.stop();

    expect(body).toMatchObject({ url: 'ws://127.0.0.1:4001/gateway' });
    expect(ready).toMatchObject({ resume_gateway_url: 'ws://127.0.0.1:4001/resume' });
  });
});
