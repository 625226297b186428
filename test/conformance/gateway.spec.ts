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

/** The keys that Discord sends and we do not. None is left out knowingly. */
function missing(sent: unknown, real: Thing | undefined): string[] {
  return Object.keys(real ?? {}).filter((key) => !(key in (sent as Thing)));
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
  });
});
