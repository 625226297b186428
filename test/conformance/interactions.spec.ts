import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import type { Reply } from '../../src/embedded-discord/interactions/reply.js';
import { type Called, call } from './caller.js';
import { RawClient } from './raw-client.js';

const commands = [
  {
    name: 'ping',
    description: 'Answers',
    options: [
      { type: 3, name: 'word', description: 'What to say', autocomplete: true },
      { type: 11, name: 'file', description: 'What to read' },
    ],
  },
  { name: 'here', description: 'In servers only', contexts: [0] },
  { name: 'Look up', type: 2 },
  { name: 'Report', type: 3 },
];
const buttons = {
  content: 'Touch me',
  components: [
    {
      type: 1,
      components: [
        { type: 2, style: 1, label: 'Again', custom_id: 'again' },
        { type: 2, style: 2, label: 'Not yet', custom_id: 'off', disabled: true },
      ],
    },
    {
      type: 1,
      components: [
        { type: 3, custom_id: 'menu', max_values: 2, options: ['a', 'b'].map((value) => ({ label: value, value })) },
      ],
    },
    { type: 1, components: [{ type: 5, custom_id: 'people' }] },
  ],
};
const form = {
  custom_id: 'form',
  title: 'Tell us',
  components: [{ type: 18, label: 'Why?', component: { type: 4, custom_id: 'why', style: 1, max_length: 10 } }],
};

interface Heard {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly data: Record<string, unknown>;
}

describe('what people do with an application', () => {
  let discord: EmbeddedDiscord;
  let gateway: RawClient;
  let guildId: string;

  beforeEach(async () => {
    // A factor of 10 leaves 300 ms for an acknowledgement.
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 3, timeFactor: 10 });
    guildId = discord.guildIds[0] ?? '';
    gateway = RawClient.connect(discord);
    await gateway.ready();
    const parts = { app: discord.applicationId };
    await call(discord, 'PUT /applications/{app}/commands', { parts, json: commands });
  });

  afterEach(async () => {
    gateway.drop();
    await discord.stop();
  });

  /** The next interaction that the application hears of. */
  async function heard(use: () => Promise<Reply>): Promise<readonly [interaction: Heard, reply: Promise<Reply>]> {
    gateway.frames.length = 0;
    const reply = use();
    reply.catch(() => undefined);
    return [(await gateway.event('INTERACTION_CREATE')).d as Heard, reply];
  }

  function callback({ id, token }: Heard, json: object, query = ''): Promise<Called> {
    return call(discord, 'POST /interactions/{id}/{token}/callback', {
      parts: { id, token },
      json,
      query,
      token: null,
    });
  }

  /** Does something that the application answers at once. */
  async function answered(use: () => Promise<Reply>, json: object): Promise<Reply> {
    const [interaction, reply] = await heard(use);
    await callback(interaction, json);
    return reply;
  }

  const message = (): Promise<Reply> =>
    answered(() => discord.people.invoke('ping', { guildId }), { type: 4, data: buttons });

  it('press a button, and see the message change', async () => {
    const { messageId } = await message();

    const [pressed, reply] = await heard(() => discord.people.press(messageId ?? '', 'again'));
    const { body } = await callback(pressed, { type: 7, data: { content: 'Pressed' } }, '?with_response=true');

    expect(pressed).toMatchObject({
      type: 3,
      data: { component_type: 2, custom_id: 'again' },
      message: { id: messageId },
    });
    expect(body).toMatchObject({ resource: { type: 7, message: { id: messageId, content: 'Pressed' } } });
    expect(await reply).toMatchObject({ callbackType: 7, messageId, content: 'Pressed' });
  });

  it('press a button whose message is changed later, or followed by another', async () => {
    const { messageId } = await message();
    const [pressed, reply] = await heard(() => discord.people.press(messageId ?? '', 'again'));
    await callback(pressed, { type: 6 });
    const parts = { app: discord.applicationId, token: pressed.token };

    await call(discord, 'PATCH /webhooks/{app}/{token}/messages/@original', { parts, json: { content: 'Later' } });
    await call(discord, 'POST /webhooks/{app}/{token}', { parts, json: { content: 'More', flags: 64 } });

    const { timeline, callbackType } = await reply;
    expect(callbackType).toBe(6);
    expect([timeline.editedAfterMs.length, timeline.followedUpAfterMs.length]).toEqual([1, 1]);
  });

  it.each([
    ['lost', 'has no component "lost"'],
    ['off', '"off" is disabled'],
    ['menu', '"menu" is no button'],
  ])('cannot press %s', async (customId, words) => {
    const { messageId } = await message();

    await expect(discord.people.press(messageId ?? '', customId)).rejects.toThrow(words);
  });

  it('choose from a menu what it offers', async () => {
    const { messageId = '' } = await message();
    const id = messageId ?? '';

    const [chosen] = await heard(() => discord.people.select(id, 'menu', { values: ['a', 'b'] }));
    const [people] = await heard(() => discord.people.select(id, 'people', { values: [discord.ownerId] }));

    expect(chosen.data).toMatchObject({ component_type: 3, values: ['a', 'b'] });
    expect(people.data).toMatchObject({ resolved: { users: { [discord.ownerId]: { id: discord.ownerId } } } });
    await expect(discord.people.select(id, 'menu', { values: ['c'] })).rejects.toThrow('does not offer "c"');
    await expect(discord.people.select(id, 'menu', { values: [] })).rejects.toThrow('takes 1 to 2 values');
  });

  it('fill in a modal and send it', async () => {
    const { messageId } = await message();
    const shown = await answered(() => discord.people.press(messageId ?? '', 'again'), { type: 9, data: form });

    const [sent, reply] = await heard(() => discord.people.submit(shown.interactionId, { why: 'because' }));
    const modal = await callback(sent, { type: 9, data: form });
    await callback(sent, { type: 4, data: { content: 'Thanks', flags: 64 } });

    expect(sent).toMatchObject({ type: 5, data: { custom_id: 'form' }, message: { id: messageId } });
    expect(sent.data['components']).toMatchObject([{ type: 18, component: { custom_id: 'why', value: 'because' } }]);
    expect(modal).toMatchObject({ status: 400, body: { code: 50035, errors: { type: {} } } });
    expect(await reply).toMatchObject({ content: 'Thanks', isEphemeral: true });
    await expect(discord.people.submit(shown.interactionId, { why: 'x'.repeat(11) })).rejects.toThrow(
      '1 to 10 characters',
    );
  });

  it('get suggestions while they type', async () => {
    const typing = { guildId, focused: 'word', options: { word: 'he' } };
    const choices = [{ name: 'Hello', value: 'hello' }];

    const [typed, reply] = await heard(() => discord.people.complete('ping', typing));
    const refused = await callback(typed, { type: 4, data: { content: 'no' } });
    await callback(typed, { type: 8, data: { choices } });

    expect(typed).toMatchObject({ type: 4, data: { options: [{ name: 'word', value: 'he', focused: true }] } });
    expect(refused.body).toMatchObject({ errors: { type: { _errors: [{ message: 'Value must be one of {8}.' }] } } });
    expect((await reply).choices).toEqual(choices);
  });

  it('use a command on somebody, and on a message', async () => {
    const { messageId } = await message();
    const targetId = messageId ?? '';

    const [user] = await heard(() => discord.people.invoke('Look up', { guildId, targetId: discord.ownerId }));
    const [report] = await heard(() => discord.people.invoke('Report', { guildId, targetId }));

    expect(user.data).toMatchObject({ type: 2, target_id: discord.ownerId, resolved: { users: {} } });
    expect(report.data).toMatchObject({ type: 3, target_id: targetId, resolved: { messages: { [targetId]: {} } } });
  });

  it('give a command a file', async () => {
    const options = { file: { filename: 'log.txt', size: 12, content_type: 'text/plain' } };

    const [use] = await heard(() => discord.people.invoke('ping', { guildId, options }));

    const [{ value }] = use.data['options'] as [{ value: string }];
    expect(use.data['resolved']).toMatchObject({ attachments: { [value]: { id: value, ...options.file } } });
  });

  it('use a command in direct messages, which are on shard 0', async () => {
    const [use, reply] = await heard(() => discord.people.invoke('ping', { isDirect: true }));
    await callback(use, { type: 4, data: { content: 'psst' } });

    expect(use).toMatchObject({ context: 1, user: { id: discord.ownerId }, channel: { type: 1 } });
    expect(use).not.toHaveProperty('guild_id');
    expect((await reply).content).toBe('psst');
    await expect(discord.people.invoke('here', { isDirect: true })).rejects.toThrow('is not for direct messages');
  });

  it('see when the application does not respond, and so does its time line', async () => {
    const [use, reply] = await heard(() => discord.people.invoke('ping', { guildId }));

    await expect(reply).rejects.toThrow('The application did not respond to /ping');
    expect((await callback(use, { type: 4, data: { content: 'late' } })).body).toMatchObject({ code: 10062 });
    expect(discord.people.recent(1)).toMatchObject([
      { id: use.id, outcome: 'did not respond', timeline: { acknowledgedAfterMs: null, repliedAfterMs: null } },
    ]);
  });

  it('wait for a deferral to end, which its time line shows', async () => {
    const [use, reply] = await heard(() => discord.people.invoke('ping', { guildId }));
    await callback(use, { type: 5, data: { flags: 64 } });
    expect(discord.people.recent(1)).toMatchObject([{ outcome: 'thinking' }]);
    const parts = { app: discord.applicationId, token: use.token };
    const original = '/webhooks/{app}/{token}/messages/@original';

    await call(discord, `PATCH ${original}`, { parts, json: { content: 'done' } });
    await call(discord, `DELETE ${original}`, { parts });

    const { timeline, ...seen } = await reply;
    expect(seen).toMatchObject({ callbackType: 5, content: 'done', isEphemeral: true });
    expect(timeline.acknowledgedAfterMs).toBeLessThanOrEqual(timeline.repliedAfterMs ?? -1);
    expect(timeline.deletedAfterMs).not.toBeNull();
  });

  it.each([1, 6, 7, 8, 99, 'four'])('get no answer of type %s to a command', async (type) => {
    const [use] = await heard(() => discord.people.invoke('ping', { guildId }));

    const { status, body } = await callback(use, { type, data: {} });

    expect({ status, body }).toMatchObject({ status: 400, body: { code: 50035, errors: { type: {} } } });
  });
});
