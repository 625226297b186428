import { RawClient } from '../../../test/conformance/raw-client.js';
import { EmbeddedDiscord } from '../embedded-discord.js';

const GUILD_MEMBERS = 1 << 1;
const GUILD_PRESENCES = 1 << 8;

interface Chunk {
  readonly members: readonly { readonly user: { readonly id: string; readonly username: string } }[];
  readonly chunk_index: number;
  readonly chunk_count: number;
  readonly not_found?: readonly string[];
  readonly nonce?: string;
  readonly presences?: readonly unknown[];
}

describe('what a client asks the gateway for', () => {
  let discord: EmbeddedDiscord;
  let client: RawClient;
  let guild_id: string;
  let memberCount: number;

  beforeEach(async () => {
    discord = await EmbeddedDiscord.start({ guilds: 12, privilegedIntents: GUILD_MEMBERS | GUILD_PRESENCES });
    client = RawClient.connect(discord);
    await client.ready({ intents: 1 | GUILD_MEMBERS | GUILD_PRESENCES });
    await client.frame(({ s }) => s === 13);
    const guilds = client.frames.filter(({ t }) => t === 'GUILD_CREATE').map(({ d }) => d as Record<string, unknown>);
    const sizes = guilds.map((guild) => [Number(guild['member_count']), String(guild['id'])] as const);
    // The smallest of those that need several chunks.
    const [large] = sizes.filter(([count]) => count > 2_000).sort(([a], [b]) => a - b);
    [memberCount, guild_id] = large ?? [0, ''];
  });

  afterEach(async () => {
    client.drop();
    await discord.stop();
  });

  const chunks = (): Chunk[] => client.frames.filter(({ t }) => t === 'GUILD_MEMBERS_CHUNK').map(({ d }) => d as Chunk);

  it('all members: they come in chunks of 1,000, each once', async () => {
    await client.send(8, { guild_id, query: '', limit: 0, nonce: 'all', presences: true });
    await client.frame(({ d }) => !!d && (d as Chunk).chunk_index + 1 === (d as Chunk).chunk_count);

    const count = Math.ceil(memberCount / 1_000);
    expect(chunks().map(({ chunk_index }) => chunk_index)).toEqual(Array.from({ length: count }, (_, index) => index));
    expect(chunks().every(({ chunk_count, nonce }) => chunk_count === count && nonce === 'all')).toBe(true);
    expect(chunks().every(({ members }) => members.length <= 1_000)).toBe(true);
    expect(new Set(chunks().flatMap(({ members }) => members.map(({ user }) => user.id))).size).toBe(memberCount);
    expect(chunks()[0]?.presences?.length).toBeGreaterThan(0);
  });

  it('all members again within 30 s: it is told how long to wait', async () => {
    await client.send(8, { guild_id, query: '', limit: 0 });
    await client.send(8, { guild_id, query: '', limit: 0, nonce: 'again' });

    const { d } = await client.event('RATE_LIMITED');

    expect(d).toMatchObject({ opcode: 8, meta: { guild_id, nonce: 'again' } });
    expect((d as { retry_after: number }).retry_after).toBeGreaterThan(25);
    expect((d as { retry_after: number }).retry_after).toBeLessThanOrEqual(30);
  });

  it('members by id: those who are not there are named', async () => {
    await client.send(8, { guild_id, user_ids: [discord.applicationId, '1'] });
    await client.event('GUILD_MEMBERS_CHUNK');

    expect(chunks()).toMatchObject([{ members: [{ user: { id: discord.applicationId } }], not_found: ['1'] }]);
  });

  it('members by name: at most 100, and a nonce that is too long is left out', async () => {
    await client.send(8, { guild_id, query: 'a', limit: 5_000, nonce: 'x'.repeat(33) });
    await client.event('GUILD_MEMBERS_CHUNK');

    const [chunk] = chunks();
    expect(chunk?.members.length).toBeGreaterThan(3);
    expect(chunk?.members.length).toBeLessThanOrEqual(100);
    expect(chunk?.members.every(({ user }) => user.username.toLowerCase().startsWith('a'))).toBe(true);
    expect(chunk).not.toHaveProperty('nonce');
  });

  it('to be seen as busy: that is remembered', async () => {
    const presence = { status: 'dnd', activities: [{ name: 'Ships', type: 3 }], since: null, afk: false };

    await client.send(3, presence);

    await vi.waitFor(() => expect(discord.sessions).toMatchObject([{ presence }]));
  });

  it('sounds and channel information of its guilds: there are none', async () => {
    await client.send(4, { guild_id, channel_id: null, self_mute: false, self_deaf: false });
    await client.send(31, { guild_ids: [guild_id, '1'] });
    await client.send(43, { guild_id, fields: ['status'] });

    expect((await client.event('SOUNDBOARD_SOUNDS')).d).toEqual({ guild_id, soundboard_sounds: [] });
    expect((await client.event('CHANNEL_INFO')).d).toEqual({ guild_id, channels: [] });
  });

  it.each([3, 4, 8, 31, 43])('with opcode %i and nonsense: it is closed with 4002', async (op) => {
    await client.send(op, 'nonsense');

    expect(await client.closed).toBe(4002);
  });
});
