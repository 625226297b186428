import type { Answered } from '../../src/embedded-discord/rest/request-log.js';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { Reply } from '../../src/embedded-discord/interactions/reply.js';
import { type Call, type Called, call } from './caller.js';
import { RawClient } from './raw-client.js';
import { Specification, isSkipped, skippedWord } from './specification.js';
import { operationOf, zodProblemsWith } from './zod-specification.js';

const commands = [
  {
    name: 'ping',
    description: 'Answers',
    options: [{ type: 3, name: 'word', description: 'What to say', autocomplete: true }],
  },
  { name: 'Look up', type: 2 },
  { name: 'Report', type: 3 },
];
const touchables = {
  content: 'Touch me',
  components: [
    { type: 1, components: [{ type: 2, style: 1, label: 'Again', custom_id: 'again' }] },
    { type: 1, components: [{ type: 3, custom_id: 'menu', options: [{ label: 'One', value: '1' }] }] },
  ],
};
const form = {
  custom_id: 'form',
  title: 'Tell us',
  components: [{ type: 1, components: [{ type: 4, custom_id: 'why', style: 1, label: 'Why?' }] }],
};
const callback = 'POST /interactions/{id}/{token}/callback';
const original = '/webhooks/{app}/{token}/messages/@original';
/** Routes that Discord has and its specification leaves out. */
const unspecified = ['POST /oauth2/token', 'POST /oauth2/token/revoke', 'GET /applications/{application_id}/skus'];

/** Walks over every route there is, well and badly, while each answer is judged twice. */
describe('every answer of every route', () => {
  let discord: EmbeddedDiscord;
  let gateway: RawClient;
  let seen: Answered[];
  let parts: Record<string, string>;

  const ask = (operation: string, how: Call = {}): Promise<Called> =>
    call(discord, operation, { ...how, parts: { ...parts, ...how.parts } });

  /** Waits for the interaction that `use` causes, and answers it. */
  async function answered(use: () => Promise<Reply>, json: object, query = '?with_response=true'): Promise<Reply> {
    gateway.frames.length = 0;
    const reply = use();
    reply.catch(() => undefined);
    await acknowledged(json, query);
    return reply;
  }

  async function acknowledged(json: object, query = '?with_response=true'): Promise<void> {
    const { id, token } = (await gateway.event('INTERACTION_CREATE')).d as { id: string; token: string };
    Object.assign(parts, { id, token });
    await ask(callback, { json, query });
  }

  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 5, privilegedIntents: 2, timeFactor: 20 });
    gateway = RawClient.connect(discord);
    await gateway.ready();
    const [guild = ''] = discord.guildIds;
    parts = { app: discord.applicationId, guild, user: discord.ownerId, missing: '1' };
    const channels = (await ask('GET /guilds/{guild}/channels')).body as { id: string; type: number }[];
    parts['channel'] = channels.find(({ type }) => type === 0)?.id ?? '';
    parts['category'] = channels.find(({ type }) => type === 4)?.id ?? '';
    seen = [];
    discord.watchRest((answer) => seen.push(answer));
    await walk();
  });

  afterAll(async () => {
    gateway.drop();
    await discord.stop();
  });

  async function walk(): Promise<void> {
    await walkReading();
    await walkCommands('/applications/{app}/guilds/{guild}/commands');
    await walkCommands('/applications/{app}/commands');
    await walkMessages();
    await walkInteractions();
    await walkOAuth2();
    await walkRefusals();
    await ask('DELETE /users/@me/guilds/{guild}', { parts: { guild: discord.guildIds.at(-1) ?? '' } });
  }

  async function walkReading(): Promise<void> {
    const paths =
      '/gateway /gateway/bot /applications/@me /oauth2/applications/@me /users/@me /users/@me/guilds?with_counts=true ' +
      '/users/{user} /users/{app} /users/{missing} /applications/{app}/skus /applications/{app}/emojis ' +
      '/applications/{app}/entitlements /applications/{app}/role-connections/metadata /guilds/{guild} ' +
      '/guilds/{guild}/channels /guilds/{guild}/roles /guilds/{guild}/members?limit=3 /guilds/{guild}/members?limit=0 ' +
      '/guilds/{guild}/members/{app} /guilds/{guild}/members/{missing} /channels/{channel} /channels/{category} ' +
      '/channels/{missing} /guilds/{missing} /users/@me/guilds?limit=201 /oauth2/@me';
    for (const path of paths.split(' ')) await ask(`GET ${path}`);
    await ask('PATCH /applications/@me', { json: { description: 'New', tags: ['ops'], custom_install_url: null } });
    await ask('PATCH /applications/@me', { json: { description: 'x'.repeat(401), custom_install_url: 'nope' } });
    await ask('PATCH /users/@me', { json: { username: 'Harbormaster II' } });
    await ask('PATCH /users/@me', { json: { username: 'x' } });
    await ask('PATCH /guilds/{guild}/members/@me', { json: { nick: 'Harbour' } });
    await ask('PATCH /guilds/{guild}/members/@me', { json: { nick: 'x'.repeat(33) } });
  }

  async function walkCommands(path: string): Promise<void> {
    await ask(`PUT ${path}`, { json: commands });
    await ask(`PUT ${path}`, { json: { name: 'no list' } });
    await ask(`PUT ${path}`, { json: [{ name: 'Bad Name', description: '', options: [{ type: 99, name: 'x' }] }] });
    await ask(`PUT ${path}`, { json: Array.from({ length: 101 }, (_, n) => ({ name: `n${n}`, description: 'x' })) });
    const { body } = await ask(`POST ${path}`, { json: { name: 'other', description: 'Another' } });
    const { id } = body as { id: string };
    await ask(`POST ${path}`, { json: { name: 'other', description: 'The same' } });
    await ask(`GET ${path}`);
    await ask(`GET ${path}/${id}`);
    await ask(`PATCH ${path}/${id}`, { json: { description: 'Changed' } });
    await ask(`PATCH ${path}/${id}`, { json: { name: 'ping' } });
    if (path.includes('guilds')) await ask(`GET ${path}/permissions`);
    if (path.includes('guilds')) await ask(`GET ${path}/${id}/permissions`);
    await ask(`DELETE ${path}/${id}`);
    await ask(`GET ${path}/${id}`);
  }

  async function walkMessages(): Promise<void> {
    const path = '/channels/{channel}/messages';
    const { body } = await ask(`POST ${path}`, { json: { ...touchables, nonce: 'n', enforce_nonce: true } });
    const { id } = body as { id: string };
    parts['message'] = id;
    await ask(`POST ${path}`, { json: { content: 'reply', message_reference: { message_id: id } } });
    await ask(`POST ${path}`, { json: { content: 'x'.repeat(2_001), embeds: [{ title: 'x'.repeat(257) }] } });
    await ask(`GET ${path}?limit=2&before=${id}`);
    await ask(`GET ${path}?limit=101`);
    await ask(`GET ${path}/{message}`);
    await ask(`PATCH ${path}/{message}`, { json: { content: 'Changed' } });
    await ask(`PATCH ${path}/{message}`, { json: { components: [{ type: 2 }] } });
    await ask(`GET ${path}/{missing}`);
    await ask('POST /channels/{category}/messages', { json: { content: 'x' } });
    await ask('POST /channels/{channel}/typing');
    const direct = (await ask('POST /users/@me/channels', { json: { recipient_id: discord.ownerId } })).body;
    await ask('POST /users/@me/channels', { json: { recipient_id: '1' } });
    const there = { channel: (direct as { id: string }).id };
    await ask('GET /channels/{channel}', { parts: there });
    const { body: said } = await ask(`POST ${path}`, { parts: there, json: { content: 'Hello' } });
    await ask(`DELETE ${path}/{message}`, { parts: { ...there, message: (said as { id: string }).id } });
  }

  async function walkInteractions(): Promise<void> {
    const { people } = discord;
    const { guild: guildId = '', user: targetId = '', message = '' } = parts;
    const use = () => people.invoke('ping', { guildId });
    const reply = await answered(use, { type: 4, data: touchables });
    await ask(callback, { json: { type: 4, data: { content: 'twice' } } });
    await ask(callback, { json: { type: 4 }, parts: { token: 'wrong' } });
    await ask(`GET ${original}`);
    await ask(`PATCH ${original}`, { json: { content: 'edited' } });
    await ask(`PATCH ${original}`, { json: { content: 'x'.repeat(2_001) } });
    const { body } = await ask('POST /webhooks/{app}/{token}', { json: { content: 'more', flags: 64 } });
    const more = { message: (body as { id: string }).id };
    for (const method of ['GET', 'PATCH', 'DELETE', 'GET']) {
      const json = method === 'PATCH' ? { json: { content: 'even more' } } : {};
      await ask(`${method} /webhooks/{app}/{token}/messages/{message}`, { parts: more, ...json });
    }
    await ask('GET /webhooks/{app}/{missing}/messages/@original');
    const messageId = reply.messageId ?? '';
    await answered(() => people.press(messageId, 'again'), { type: 6 });
    await ask(`GET ${original}`);
    await answered(() => people.press(messageId, 'again'), { type: 7, data: { content: 'pressed' } });
    gateway.frames.length = 0;
    const later = people.select(messageId, 'menu', { values: ['1'] });
    await acknowledged({ type: 5, data: { flags: 64 } });
    await ask(`GET ${original}`);
    await ask('POST /webhooks/{app}/{token}', { json: { content: 'at last' } });
    await later;
    const shown = await answered(() => people.press(messageId, 'again'), { type: 9, data: form });
    await answered(() => people.submit(shown.interactionId, { why: 'because' }), {
      type: 4,
      data: { content: 'thanks' },
    });
    await ask(`DELETE ${original}`);
    await ask(`GET ${original}`);
    const choices = { type: 8, data: { choices: [{ name: 'One', value: '1' }] } };
    await answered(() => people.complete('ping', { guildId, focused: 'word' }), choices);
    await answered(() => people.invoke('Look up', { guildId, targetId }), { type: 4, data: { content: 'found' } });
    await answered(() => people.invoke('Report', { guildId, targetId: message }), { type: 12 });
    await answered(() => people.invoke('ping', { isDirect: true }), { type: 4, data: { content: 'psst' } }, '');
    const refused = people.invoke('ping', { guildId });
    gateway.frames.length = 0;
    await refused.catch(() => undefined);
  }

  async function walkOAuth2(): Promise<void> {
    const secret = `client_id=${discord.applicationId}&client_secret=${discord.clientSecret}`;
    const send = async (path: string, body: string): Promise<{ access_token?: string }> => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const response = await fetch(`${discord.api}${path}`, { method: 'POST', headers, body });
      return (await response.json()) as { access_token?: string };
    };
    const { access_token: token = '' } = await send(
      '/oauth2/token',
      `grant_type=client_credentials&scope=identify+guilds&${secret}`,
    );
    for (const path of ['/oauth2/@me', '/users/@me', '/users/@me/guilds', '/guilds/1']) {
      await (await fetch(`${discord.api}${path}`, { headers: { authorization: `Bearer ${token}` } })).text();
    }
    await send('/oauth2/token', `grant_type=authorization_code&code=x&redirect_uri=http://x/&${secret}`);
    await send('/oauth2/token', 'grant_type=refresh_token');
    await send('/oauth2/token/revoke', `token=${token}&${secret}`);
  }

  async function walkRefusals(): Promise<void> {
    await ask('GET /users/@me', { token: 'wrong' });
    await ask('PATCH /guilds/{guild}', { json: {} });
    await ask('POST /channels/{channel}/messages', { text: '{' });
    await ask('GET /channels/abc');
    await ask('GET /voice/regions');
    const many = Array.from({ length: 60 }, () => ask('GET /users/@me/guilds'));
    await Promise.all(many);
  }

  it('was asked for', () => {
    const asked = new Set(seen.map(({ route }) => route));

    const missed = discord.routes.filter((route) => !asked.has(route));

    expect(missed).toEqual([]);
    expect(new Set(seen.map(({ status }) => status))).toEqual(new Set([200, 201, 204, 400, 401, 403, 404, 405, 429]));
  });

  it('fits the zod schemas of discord-api-spec', () => {
    const problems = seen.flatMap(({ method, path, status, body }) => {
      const operation = operationOf(method, path);
      return operation === null
        ? [`${method} ${path} is no operation`]
        : zodProblemsWith(operation, status, sent(body));
    });

    expect([...new Set(problems)]).toEqual([]);
  });

  it.skipIf(isSkipped)(`fits Discord's OpenAPI document${skippedWord}`, () => {
    const judge = new Specification();

    const problems = seen.flatMap(({ method, path, status, body }) => {
      const operation = operationOf(method, path) ?? `${method} ${path}`;
      return unspecified.includes(operation) ? [] : judge.problemsWith(operation, status, sent(body));
    });

    expect([...new Set(problems)]).toEqual([]);
  });
});

/** What is left of a body on its way. */
function sent(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body)) as unknown;
}
