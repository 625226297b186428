/** The kinds of events in the stream, each with its share: what a bot with members and presences is told. */
import { newId, presence, words } from './guilds.mjs';

/** Stands where the id of a message is written when it is sent. */
export const MESSAGE_ID = '1000000000000000000';
const SENT = '2025-06-01T12:00:00.000000+00:00';
const embed = (random) => ({
  type: 'rich',
  url: `https://example.invalid/${newId()}`,
  title: words(random, 6),
  description: words(random, 20 + random.upTo(60)),
  color: random.upTo(2 ** 24),
  fields: Array.from({ length: random.upTo(4) }, () => ({
    name: words(random, 3),
    value: words(random, 8),
    inline: true,
  })),
  footer: { text: words(random, 4) },
  timestamp: SENT,
});

const attachment = (random) => ({
  id: newId(),
  filename: `${words(random, 1)}.png`,
  size: random.upTo(4e6),
  url: `https://cdn.example.invalid/attachments/${newId()}/${newId()}/picture.png?ex=68&is=67&hm=${newId()}`,
  proxy_url: `https://media.example.invalid/attachments/${newId()}/${newId()}/picture.png?ex=68&is=67&hm=${newId()}`,
  width: 1_920,
  height: 1_080,
  content_type: 'image/png',
  placeholder: 'WEgGFASGeHeAiIeHd3eHeGeAeAh4',
  placeholder_version: 1,
});

function message(random, guild, id) {
  const { user } = random.pick(guild.people);
  const mentioned = random.pick(guild.people);
  return {
    type: 0,
    tts: false,
    timestamp: SENT,
    pinned: false,
    mentions: random.isLucky(0.2) ? [{ ...mentioned.user, member: mentioned.member }] : [],
    mention_roles: [],
    mention_everyone: false,
    id,
    flags: 0,
    embeds: random.isLucky(0.4) ? [embed(random)] : [],
    edited_timestamp: null,
    content: words(random, 4 + random.upTo(80)),
    components: [],
    channel_type: 0,
    channel_id: guild.texts[0].id,
    author: user,
    attachments: random.isLucky(0.25) ? [attachment(random)] : [],
  };
}

function messageCreate(random, guild) {
  const said = message(random, guild, MESSAGE_ID);
  const { member } = guild.people.find(({ user }) => user === said.author);
  const answered = random.isLucky(0.2) ? { ...message(random, guild, newId()), channel_id: said.channel_id } : null;
  return {
    ...said,
    ...(answered && {
      type: 19,
      referenced_message: answered,
      message_reference: { type: 0, message_id: answered.id, guild_id: guild.id, channel_id: said.channel_id },
    }),
    nonce: newId(),
    member,
    guild_id: guild.id,
  };
}

function memberUpdate(random, guild) {
  const { user, member } = random.pick(guild.people);
  return { ...member, user, guild_id: guild.id, nick: words(random, 2), unusual_dm_activity_until: null };
}

/** `[type, share, what makes its d]`; the shares add up to 1. */
export const MIX = [
  ['MESSAGE_CREATE', 0.5, messageCreate],
  ['MESSAGE_UPDATE', 0.04, (random, guild) => ({ ...messageCreate(random, guild), edited_timestamp: SENT })],
  ['MESSAGE_DELETE', 0.01, (_random, { id, texts }) => ({ id: MESSAGE_ID, guild_id: id, channel_id: texts[0].id })],
  ['PRESENCE_UPDATE', 0.35, (random, { id, people }) => presence(random, id, random.pick(people).user.id)],
  ['GUILD_MEMBER_UPDATE', 0.09, memberUpdate],
  [
    'CHANNEL_UPDATE',
    0.01,
    (random, { id, texts }) => ({ ...random.pick(texts), guild_id: id, topic: words(random, 9) }),
  ],
];

/** The `d` of INTERACTION_CREATE: somebody uses the command `name`. */
export function commandInteraction({ id, token, applicationId, guild, name }) {
  const { user, member } = guild.people[0];
  const [channel] = guild.texts;
  return {
    version: 1,
    type: 2,
    token,
    id,
    application_id: applicationId,
    guild_id: guild.id,
    guild_locale: 'en-US',
    guild: { id: guild.id, locale: 'en-US', features: [] },
    channel_id: channel.id,
    channel: { ...channel, guild_id: guild.id, permissions: '2248473465835073' },
    member: { ...member, user, permissions: '2248473465835073' },
    locale: 'en-US',
    entitlements: [],
    entitlement_sku_ids: [],
    data: { type: 1, name, id: '1090000000000000009' },
    context: 0,
    authorizing_integration_owners: { 0: guild.id },
    attachment_size_limit: 10_485_760,
    app_permissions: '2248473465835073',
  };
}
