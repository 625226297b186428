import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';

const nothing = [null, [], {}, 5, 'x', [null], [[]], [5]];
const strange: unknown[] = [
  ...nothing,
  ...nothing.flatMap((value) =>
    [
      'content',
      'embeds',
      'components',
      'attachments',
      'nonce',
      'message_reference',
      'flags',
      'data',
      'type',
      'nick',
    ].map((name) => ({ [name]: value })),
  ),
  {
    name: 'x',
    description: 'x',
    options: [null, 5, { type: 1, options: 'x' }, { type: 3, name: 'y', choices: [null] }],
  },
  [{ name: 'x', description: 'x', name_localizations: 5, options: { 0: {} } }],
  { content: 'x', components: [{ type: 1, components: [null, { type: 3, options: [null] }] }] },
  {
    flags: 1 << 15,
    components: [
      { type: 17, components: [null] },
      { type: 9, accessory: null },
    ],
  },
  { embeds: [null, { fields: [null], footer: 5, timestamp: {}, author: [], image: { url: 'javascript:x' } }] },
  { __proto__: null, constructor: { prototype: { polluted: true } } },
  { username: { toString: 5 }, avatar: 'data:nope', description: [], tags: [{}] },
  { recipient_id: {} },
];

/** A factor so large that no limit of Discord's comes in between. */
const FACTOR = 10_000;

describe('a malformed request', () => {
  let discord: EmbeddedDiscord;

  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ guilds: 3, timeFactor: FACTOR });
  });

  afterAll(() => discord.stop());

  async function statusOf(route: string, body: string, type = 'application/json'): Promise<number> {
    const [method = 'GET', path = '/'] = route.split(' ');
    const [guild = ''] = discord.guildIds;
    const known: Record<string, string> = {
      app: discord.applicationId,
      guild,
      channel: (BigInt(guild) + 2n).toString(),
    };
    const address = path.replace(/:(\w+)/g, (_whole, name: string) => known[name] ?? '1');
    const headers = { authorization: `Bot ${discord.token}`, 'content-type': type };
    const answer = await fetch(`${discord.api}${address}`, { method, headers, ...(method === 'GET' ? {} : { body }) });
    await answer.arrayBuffer();
    return answer.status;
  }

  it('is refused, and never breaks anything, whatever its body is', async () => {
    const broken: string[] = [];
    for (const route of discord.routes) {
      if (route.startsWith('DELETE /users')) continue;
      for (const body of route.startsWith('GET') ? [null] : strange) {
        const status = await statusOf(route, JSON.stringify(body));
        if (status >= 500) broken.push(`${route} ${JSON.stringify(body)}: ${status}`);
      }
    }

    expect(broken).toEqual([]);
  });

  it.each([
    ['{"a":', 'application/json'],
    ['x', 'text/xml'],
    ['--b\r\n', 'multipart/form-data; boundary=b'],
    [
      '--b\r\nContent-Disposition: form-data; name="payload_json"\r\n\r\n[1]\r\n--b--',
      'multipart/form-data; boundary=b',
    ],
    ['%E0%A4%A=%', 'application/x-www-form-urlencoded'],
    ['x', ''],
  ])('is refused with %j as %s', async (body, type) => {
    for (const route of ['POST /channels/:channel/messages', 'POST /oauth2/token', 'PUT /applications/:app/commands'])
      expect(await statusOf(route, body, type)).toBeLessThan(500);
  });

  it.each(['%', '%00', '..%2f..', '@me', '-1', '99999999999999999999999', 'ä'])(
    'is refused with %s for an id',
    async (id) => {
      for (const path of [`/users/${id}`, `/channels/${id}/messages/${id}`, `/guilds/${id}/members?limit=${id}`])
        expect(await statusOf(`GET ${path}`, '')).toBeLessThan(500);
    },
  );
});
