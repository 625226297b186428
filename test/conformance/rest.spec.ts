import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { type Call, type Called, call } from './caller.js';
import { RawClient } from './raw-client.js';
import { Specification, isSkipped, skippedWord } from './specification.js';

const ping = {
  name: 'ping',
  description: 'Answers',
  options: [
    { type: 3, name: 'word', description: 'What to say', choices: [{ name: 'Hello', value: 'hello' }] },
    { type: 6, name: 'whom', description: 'Whom to ping' },
  ],
};
const rich = {
  content: 'See below',
  embeds: [
    { title: 'Status', description: 'All is well', color: 0x2ecc71, timestamp: '2025-06-01T12:00:00.000Z' },
    { author: { name: 'Harbormaster' }, fields: [{ name: 'Shards', value: '2' }], footer: { text: 'now' } },
  ],
  components: [{ type: 1, components: [{ type: 2, style: 1, label: 'Again', custom_id: 'again' }] }],
};

describe.skipIf(isSkipped)(`every REST response${skippedWord}`, () => {
  let discord: EmbeddedDiscord;
  let judge: Specification;
  let gateway: RawClient;
  let guild_id: string;
  let channel_id: string;
  let commands: { application_id: string };

  /** Calls an operation, and holds the answer and its headers against the specification. */
  async function conforming(operation: string, how: Call = {}): Promise<Called> {
    const answer = await call(discord, operation, how);
    expect(judge.problemsWith(operation, answer.status, answer.body)).toEqual([]);
    for (const name of ['limit', 'remaining', 'reset', 'reset-after', 'bucket']) {
      expect(answer.headers.get(`x-ratelimit-${name}`)).not.toBeNull();
    }
    return answer;
  }

  /** Registers /ping, lets somebody use it and gives what the application needs for an answer. */
  async function used(): Promise<
    Record<'interaction_id' | 'interaction_token' | 'webhook_id' | 'webhook_token', string>
  > {
    gateway.frames.length = 0;
    void discord.invoke('ping', { guildId: guild_id }).catch(() => undefined);
    const { id, token } = (await gateway.event('INTERACTION_CREATE')).d as { id: string; token: string };
    return { interaction_id: id, interaction_token: token, webhook_id: discord.applicationId, webhook_token: token };
  }

  beforeAll(async () => {
    judge = new Specification();
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 13 });
    commands = { application_id: discord.applicationId };
    guild_id = discord.guildIds[0] ?? '';
    gateway = RawClient.connect(discord);
    await gateway.ready();
    const channels = (await call(discord, 'GET /guilds/{guild_id}/channels', { parts: { guild_id } })).body;
    channel_id = (channels as { id: string; type: number }[]).find(({ type }) => type === 0)?.id ?? '';
  });

  afterAll(async () => {
    gateway.close(1000);
    await discord.stop();
  });

  it.each([
    'GET /gateway',
    'GET /gateway/bot',
    'GET /users/@me',
    'GET /users/@me/guilds',
    'GET /applications/@me',
    'GET /oauth2/applications/@me',
    'GET /guilds/{guild_id}',
    'GET /guilds/{guild_id}/channels',
    'GET /guilds/{guild_id}/roles',
    'GET /channels/{channel_id}',
    'GET /channels/{channel_id}/messages',
  ])('conforms on %s', async (operation) => {
    const { status } = await conforming(operation, { parts: { guild_id, channel_id } });

    expect(status).toBe(200);
  });

  it('conforms on members, known and unknown', async () => {
    const operation = 'GET /guilds/{guild_id}/members/{user_id}';

    const known = await conforming(operation, { parts: { guild_id, user_id: discord.applicationId } });
    const unknown = await conforming(operation, { parts: { guild_id, user_id: '1' } });

    expect([known.status, unknown.status]).toEqual([200, 404]);
  });

  it.each(['/applications/{application_id}/commands', '/applications/{application_id}/guilds/{guild_id}/commands'])(
    'conforms on registering, reading, changing and deleting at %s',
    async (path) => {
      const parts = { ...commands, guild_id };

      const all = await conforming(`PUT ${path}`, { parts, json: [ping, { name: 'Report', type: 3 }] });
      const again = await conforming(`POST ${path}`, { parts, json: ping });
      const added = await conforming(`POST ${path}`, { parts, json: { name: 'other', description: 'Another' } });
      const one = { ...parts, command_id: (added.body as { id: string }).id };
      const read = await conforming(`GET ${path}/{command_id}`, { parts: one });
      const changed = await conforming(`PATCH ${path}/{command_id}`, { parts: one, json: { description: 'Changed' } });
      const gone = await conforming(`DELETE ${path}/{command_id}`, { parts: one });
      const missing = await conforming(`GET ${path}/{command_id}`, { parts: one });
      const left = await conforming(`GET ${path}`, { parts });

      const statuses = [all, again, added, read, changed, gone, missing, left].map(({ status }) => status);
      expect(statuses).toEqual([200, 200, 201, 200, 200, 204, 404, 200]);
      expect(left.body).toHaveLength(2);
    },
  );

  it('conforms on an immediate reply, with and without the response asked for', async () => {
    const operation = 'POST /interactions/{interaction_id}/{interaction_token}/callback';

    const silent = await conforming(operation, { parts: await used(), json: { type: 4, data: rich } });
    const parts = await used();
    const told = await conforming(operation, { parts, query: '?with_response=true', json: { type: 4, data: rich } });
    const twice = await conforming(operation, { parts, json: { type: 4, data: rich } });

    expect([silent.status, told.status, twice.status]).toEqual([204, 200, 400]);
  });

  it('conforms on a deferred reply, its edit, a follow-up and their end', async () => {
    const parts = await used();
    const original = '/webhooks/{webhook_id}/{webhook_token}/messages/@original';
    const form = new FormData();
    form.set('payload_json', JSON.stringify(rich));
    form.set('files[0]', new Blob(['a,b\n1,2\n']), 'shards.csv');

    const before = await conforming(`GET ${original}`, { parts });
    await conforming('POST /interactions/{interaction_id}/{interaction_token}/callback', { parts, json: { type: 5 } });
    const loading = await conforming(`GET ${original}`, { parts });
    const edited = await conforming(`PATCH ${original}`, { parts, form });
    const more = await conforming('POST /webhooks/{webhook_id}/{webhook_token}', { parts, json: { content: 'More' } });
    const moreParts = { ...parts, message_id: (more.body as { id: string }).id };
    await conforming('PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}', {
      parts: moreParts,
      json: { content: 'Even more' },
    });
    const gone = await conforming(`DELETE ${original}`, { parts });
    const missing = await conforming(`GET ${original}`, { parts });

    const statuses = [before, loading, edited, more, gone, missing].map(({ status }) => status);
    expect(statuses).toEqual([404, 200, 200, 200, 204, 404]);
    expect(edited.body).toMatchObject({ attachments: [{ filename: 'shards.csv', size: 8 }] });
  });

  it('conforms on writing, reading, changing and deleting a message', async () => {
    const path = '/channels/{channel_id}/messages';

    const written = await conforming(`POST ${path}`, { parts: { channel_id }, json: { ...rich, nonce: '1' } });
    const parts = { channel_id, message_id: (written.body as { id: string }).id };
    await conforming(`GET ${path}`, { parts });
    await conforming(`GET ${path}/{message_id}`, { parts });
    await conforming(`PATCH ${path}/{message_id}`, { parts, json: { content: 'Changed' } });
    const gone = await conforming(`DELETE ${path}/{message_id}`, { parts });
    await conforming('POST /channels/{channel_id}/typing', { parts });

    expect([written.status, gone.status]).toEqual([200, 204]);
  });

  it.each<[string, number, Call]>([
    ['GET /users/@me', 401, { token: 'wrong' }],
    ['GET /channels/{channel_id}', 403, { parts: { channel_id: '9' } }],
    ['POST /channels/{channel_id}/messages', 400, { json: { content: 'x'.repeat(2_001) } }],
    ['POST /channels/{channel_id}/messages', 400, { text: '{' }],
    ['PUT /applications/{application_id}/commands', 400, { json: [{ name: 'Bad Name', description: '' }] }],
  ])('conforms on the refusal of %s with %i', async (operation, expected, how) => {
    const parts = { channel_id, ...commands, ...how.parts };

    const { status } = await conforming(operation, { ...how, parts });

    expect(status).toBe(expected);
  });

  it('conforms on leaving a guild', async () => {
    const last = discord.guildIds.at(-1) ?? '';

    const { status } = await conforming('DELETE /users/@me/guilds/{guild_id}', { parts: { guild_id: last } });

    expect(status).toBe(204);
    expect(discord.guildIds).not.toContain(last);
  });
});
