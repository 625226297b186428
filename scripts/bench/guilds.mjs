/** The made-up servers of the stream: 200 of 14 channels and 10 roles, 20 members known and 40 more who also talk. */
import { seeded } from './random.mjs';

export const EPOCH = 1_420_070_400_000;
export const BOT = { id: '1090000000000000001', username: 'bench', global_name: null, discriminator: '0', bot: true };
const GUILDS = 200;
const PEOPLE = 60;
/** So many of the people are in GUILD_CREATE; Discord leaves out who is offline in a larger server. */
const KNOWN = 20;
const MEMBERS = 400;
const WORDS = `the a and to of is that you we it in on for with this was not but they at from have are be or so what
  when who how game build server patch raid music stream later again please thanks maybe tomorrow never always build
  working broken release update channel question answer picture weekend coffee evening somebody together`.split(/\s+/);

let nextId = 1_090_000_000_001_000_000n;
export const newId = () => String((nextId += 4_194_307n));

export const words = (random, count) => Array.from({ length: count }, () => random.pick(WORDS)).join(' ');
const hash = (random) => Array.from({ length: 32 }, () => random.upTo(16).toString(16)).join('');

function person(random) {
  const name = words(random, 2).replace(' ', '_');
  return {
    username: `${name}${random.upTo(1_000)}`,
    public_flags: random.upTo(4) * 64,
    primary_guild: null,
    id: newId(),
    global_name: random.isLucky(0.7) ? words(random, 2) : null,
    discriminator: '0',
    collectibles: null,
    avatar_decoration_data: null,
    avatar: random.isLucky(0.8) ? hash(random) : null,
  };
}

/** A member without the user, as a message carries it. */
function membership(random, roles) {
  return {
    roles: roles.filter(() => random.isLucky(0.3)).map(({ id }) => id),
    premium_since: null,
    pending: false,
    nick: random.isLucky(0.3) ? words(random, 2) : null,
    mute: false,
    joined_at: '2024-03-01T12:00:00.000000+00:00',
    flags: 0,
    deaf: false,
    communication_disabled_until: null,
    banner: null,
    avatar: null,
  };
}

const role = (random, position) => ({
  id: newId(),
  name: words(random, 1),
  version: 1_700_000_000_000,
  unicode_emoji: null,
  tags: {},
  position,
  permissions: '2248473465835073',
  mentionable: false,
  managed: false,
  icon: null,
  hoist: false,
  flags: 0,
  colors: { primary_color: random.upTo(2 ** 24), secondary_color: null, tertiary_color: null },
  color: 0,
});

const channel = (random, position) => ({
  id: newId(),
  type: position === 0 ? 4 : position > 10 ? 2 : 0,
  name: words(random, 2).replace(' ', '-'),
  position,
  flags: 0,
  permission_overwrites: [],
  version: 1_700_000_000_000,
  parent_id: null,
  rate_limit_per_user: 0,
  nsfw: false,
  last_message_id: null,
  topic: random.isLucky(0.5) ? words(random, 10) : null,
});

export function presence(random, guildId, userId) {
  const game = {
    type: 0,
    timestamps: { start: 1_700_000_000_000 + random.upTo(1e9) },
    state: words(random, 4),
    name: words(random, 2),
    id: hash(random).slice(0, 16),
    details: words(random, 6),
    created_at: 1_700_000_000_000 + random.upTo(1e9),
    assets: { large_image: newId(), large_text: words(random, 4), small_image: newId() },
    application_id: newId(),
  };
  const custom = {
    type: 4,
    state: words(random, 5),
    name: 'Custom Status',
    id: 'custom',
    created_at: 1_700_000_000_000,
  };
  const status = random.pick(['online', 'idle', 'dnd']);
  return {
    user: { id: userId },
    status,
    guild_id: guildId,
    client_status: { [random.pick(['desktop', 'mobile', 'web'])]: status },
    broadcast: null,
    activities: [game, custom].filter(() => random.isLucky(0.6)),
  };
}

function guild(random) {
  const id = newId();
  const roles = [
    { ...role(random, 0), id, name: '@everyone' },
    ...Array.from({ length: 9 }, (_, at) => role(random, at + 1)),
  ];
  const channels = Array.from({ length: 14 }, (_, at) => channel(random, at));
  const people = Array.from({ length: PEOPLE }, () => person(random)).map((user) => ({
    user,
    member: membership(random, roles.slice(1)),
  }));
  return { id, name: words(random, 3), roles, channels, people, texts: channels.filter(({ type }) => type === 0) };
}

/** The servers of the stream, the same for the same seed. */
export function guildsOf(seed) {
  const random = seeded(seed);
  return Array.from({ length: GUILDS }, () => guild(random));
}

/** The `d` of GUILD_CREATE. */
export function guildCreate({ id, name, roles, channels, people }, random) {
  const known = people.slice(0, KNOWN);
  const bot = { user: BOT, member: { ...people[0].member, roles: [], nick: null } };
  return {
    ...{ id, name, roles, channels, icon: null, owner_id: people[0].user.id, region: 'deprecated', features: [] },
    ...{ afk_channel_id: null, afk_timeout: 300, system_channel_id: null, system_channel_flags: 0, emojis: [] },
    ...{ verification_level: 1, default_message_notifications: 0, mfa_level: 0, explicit_content_filter: 0 },
    ...{ stickers: [], premium_tier: 0, premium_subscription_count: 0, preferred_locale: 'en-US', nsfw_level: 0 },
    ...{ stage_instances: [], guild_scheduled_events: [], soundboard_sounds: [], voice_states: [], threads: [] },
    joined_at: '2024-03-01T12:00:00.000000+00:00',
    large: true,
    unavailable: false,
    member_count: MEMBERS,
    members: [bot, ...known].map(({ user, member }) => ({ user, ...member })),
    presences: known.filter(() => random.isLucky(0.6)).map(({ user }) => presence(random, id, user.id)),
  };
}
