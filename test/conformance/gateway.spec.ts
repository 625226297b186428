import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { call } from './caller.js';
import { RawClient } from './raw-client.js';
import { isSkipped, readSpecification, skippedWord } from './specification.js';

type Thing = Record<string, unknown>;
type Guild = Thing & { channels: Thing[]; members: Thing[]; roles: Thing[] };

/** The recorded dispatch, or the part of it below these names. */
function recorded(file: string, ...path: (string | number)[]): Thing {
  return path.reduce<unknown>(
    (node, step) => (node as Thing)[step],
    readSpecification(`fixtures/${file}.json`),
  ) as Thing;
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return Array.isArray(value) ? 'list' : typeof value;
}

/** The keys that Discord sends and we do not, or with another type; what is `null` may be anything. None knowingly. */
function missing(sent: unknown, real: Thing | undefined): string[] {
  const ours = (sent ?? {}) as Thing;
  return Object.entries(real ?? {}).flatMap(([key, value]) => {
    if (!(key in ours)) return [`${key} is missing`];
    const types = [typeOf(ours[key]), typeOf(value)];
    return types.includes('nothing') || types[0] === types[1] ? [] : [`${key} is ${types.join(' and not ')}`];
  });
}

const ping = { name: 'ping', description: 'Answers', options: [{ type: 6, name: 'target', description: 'Whom' }] };

describe.skipIf(isSkipped)(`what the gateway sends, next to what Discord sent${skippedWord}`, () => {
  let discord: EmbeddedDiscord;
  let gateway: RawClient;

  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 12 });
    gateway = RawClient.connect(discord);
    await gateway.ready({ shard: [0, 1] });
    await gateway.event('GUILD_CREATE');
  });

  afterAll(async () => {
    gateway.close(1000);
    await discord.stop();
  });

  it('has every key of HELLO, and its interval', async () => {
    const hello = await gateway.op(10);

    expect(missing(hello, recorded('yum-hello-v10'))).toEqual([]);
    expect(hello.d).toMatchObject({ heartbeat_interval: recorded('yum-hello-v10', 'd')['heartbeat_interval'] });
  });

  it.each(['yum-ready-v10', 'freya-ready-v10'])('has every key of the READY in %s', async (file) => {
    const ready = await gateway.event('READY');

    expect(missing(ready, recorded(file))).toEqual([]);
    expect(missing(ready.d, recorded(file, 'd'))).toEqual([]);
    expect(missing((ready.d as Thing)['user'], recorded(file, 'd', 'user'))).toEqual([]);
    expect(missing((ready.d as Thing)['application'], recorded(file, 'd', 'application'))).toEqual([]);
  });

  it('has every key of GUILD_CREATE and of what is in it', async () => {
    const isVoice = ({ type }: Thing): boolean => type === 2;
    const isText = ({ type }: Thing): boolean => type === 0;
    const sent = await gateway.frame(({ t, d }) => t === 'GUILD_CREATE' && (d as Guild).channels.some(isVoice));
    const guild = sent.d as Guild;
    const real = recorded('yum-guild-create-v10', 'd') as Guild;

    expect(missing(guild, real)).toEqual([]);
    expect(missing(guild.channels.find(isText), real.channels.find(isText))).toEqual([]);
    expect(missing(guild.channels.find(isVoice), real.channels.find(isVoice))).toEqual([]);
    expect(missing(guild.roles[0], real.roles[0])).toEqual([]);
    expect(missing(guild.members[0], real.members[0])).toEqual([]);
    expect(missing(guild.members[0]?.['user'], real.members[0]?.['user'] as Thing)).toEqual([]);
  });

  it('has every key of the guild that another bot received, but one that Discord has given up since', async () => {
    const sent = (await gateway.event('GUILD_CREATE')).d as Guild;
    const real = { ...(recorded('discordbm-zlib-stream', 'decoded', 2, 'd') as Guild) };
    delete real['guild_hashes'];

    expect(missing(sent, real)).toEqual([]);
    expect(missing(sent.channels[0], real.channels[0])).toEqual([]);
    expect(missing(sent.roles[0], real.roles[0])).toEqual([]);
    expect(missing(sent.members[0], real.members[0])).toEqual([]);
    expect(missing((await gateway.event('READY')).d, recorded('discordbm-zlib-stream', 'decoded', 1, 'd'))).toEqual([]);
  });

  it('has every key of MESSAGE_CREATE, and of who wrote it', async () => {
    const other = await EmbeddedDiscord.start({ guilds: 1 });
    const parts = { guild_id: other.guildIds[0] ?? '' };
    const listener = RawClient.connect(other);
    await listener.ready({ intents: 1 << 9 });
    const channels = (await call(other, 'GET /guilds/{guild_id}/channels', { parts })).body as Thing[];
    const channel_id = String(channels.find(({ type }) => type === 0)?.['id']);
    const json = { content: 'Hey', nonce: '1457536551075446784' };
    await call(other, 'POST /channels/{channel_id}/messages', { parts: { channel_id }, json });
    const file = 'vercel-message-create-mention';
    // What the recorder's forwarder added is not Discord's.
    const real = { ...recorded(file, 'data') };
    delete real['channel_type'];
    delete real['thread'];

    const message = (await listener.event('MESSAGE_CREATE')).d as Thing & { author: Thing; member: Thing };
    await other.stop();

    expect(missing(message, real)).toEqual([]);
    expect(missing(message.author, recorded(file, 'data', 'author'))).toEqual([]);
    expect(missing(message.member, recorded(file, 'data', 'member'))).toEqual([]);
  });

  it('has every key of RESUMED', async () => {
    const other = await EmbeddedDiscord.start({ guilds: 1 });
    const { session_id } = await RawClient.connect(other).ready();
    const client = RawClient.connect(other);
    await client.resume(session_id, 1);

    const resumed = await client.event('RESUMED');
    await other.stop();

    expect(missing(resumed, recorded('yum-resumed'))).toEqual([]);
    expect(missing(resumed.d, recorded('yum-resumed', 'd'))).toEqual([]);
  });

  it('has every key of INTERACTION_CREATE and of what is in it', async () => {
    const [guildId = ''] = discord.guildIds;
    const file = 'nyxx-interaction-command-user-option';
    const parts = { application_id: discord.applicationId };
    await call(discord, 'PUT /applications/{application_id}/commands', { parts, json: [ping] });

    void discord.invoke('ping', { guildId, options: { target: discord.applicationId } }).catch(() => undefined);
    const interaction = (await gateway.event('INTERACTION_CREATE')).d as Thing & { member: Thing; data: Thing };

    expect(missing(interaction, recorded(file))).toEqual([]);
    expect(missing(interaction.member, recorded(file, 'member'))).toEqual([]);
    expect(missing(interaction.member['user'], recorded(file, 'member', 'user'))).toEqual([]);
    expect(missing(interaction['channel'], recorded(file, 'channel'))).toEqual([]);
    expect(missing(interaction['guild'], recorded(file, 'guild'))).toEqual([]);
    expect(missing(interaction.data, recorded(file, 'data'))).toEqual([]);
    expect(missing(interaction.data['resolved'], recorded(file, 'data', 'resolved'))).toEqual([]);
    const newer = 'vercel-interaction-button';
    const { message, ...withoutMessage } = recorded(newer);
    expect(message).toBeDefined();
    expect(missing(interaction, withoutMessage)).toEqual([]);
    expect(missing(interaction.member, recorded(newer, 'member'))).toEqual([]);
    expect(missing(interaction.member['user'], recorded(newer, 'member', 'user'))).toEqual([]);
  });

  it('has every key of the INTERACTION_CREATE of a button, and of its message', async () => {
    const file = 'vercel-interaction-button';
    const parts = { guild_id: discord.guildIds[0] ?? '' };
    const channels = (await call(discord, 'GET /guilds/{guild_id}/channels', { parts })).body as Thing[];
    const channel_id = String(channels.find(({ type }) => type === 0)?.['id']);
    const components = [{ type: 1, components: [{ type: 2, style: 1, label: 'Say Hello', custom_id: 'hello' }] }];
    const json = { content: 'Welcome!', components };
    const written = await call(discord, 'POST /channels/{channel_id}/messages', { parts: { channel_id }, json });

    void discord.people.press(String((written.body as Thing)['id']), 'hello').catch(() => undefined);
    const { d } = await gateway.frame(({ t, d }) => t === 'INTERACTION_CREATE' && (d as Thing)['type'] === 3);

    const pressed = d as Thing & { message: Thing & { components: Guild[] } };
    const real = recorded(file) as typeof pressed;
    const [row, realRow] = [pressed.message.components[0], real.message.components[0]];
    expect(missing(pressed, real)).toEqual([]);
    expect(missing(pressed['data'], real['data'] as Thing)).toEqual([]);
    expect(missing(pressed.message, real.message)).toEqual([]);
    expect(missing(row, realRow)).toEqual([]);
    expect(missing((row?.['components'] as Thing[])[0], (realRow?.['components'] as Thing[])[0])).toEqual([]);
  });
});
