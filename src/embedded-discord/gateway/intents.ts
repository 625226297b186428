import type { Happening } from '../world/happening.js';

export const GUILDS = 1 << 0;
export const GUILD_MEMBERS = 1 << 1;
export const GUILD_PRESENCES = 1 << 8;

/** All intents there are: bits 0 to 16, 20, 21, 24 and 25. https://docs.discord.com/developers/events/gateway#list-of-intents */
const ALL = 0x1ffff | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);

/** Which intent brings the events whose names begin so; the first that fits counts. */
const inGuilds: readonly (readonly [prefix: string, intent: number])[] = [
  ['GUILD_MEMBER_', GUILD_MEMBERS],
  ['THREAD_MEMBERS_UPDATE', GUILDS | GUILD_MEMBERS],
  ['GUILD_AUDIT_LOG_', 1 << 2],
  ['GUILD_BAN_', 1 << 2],
  ['GUILD_EMOJIS_', 1 << 3],
  ['GUILD_STICKERS_', 1 << 3],
  ['GUILD_SOUNDBOARD_', 1 << 3],
  ['GUILD_INTEGRATIONS_', 1 << 4],
  ['INTEGRATION_', 1 << 4],
  ['WEBHOOKS_', 1 << 5],
  ['INVITE_', 1 << 6],
  ['VOICE_CHANNEL_EFFECT_', 1 << 7],
  ['VOICE_STATE_', 1 << 7],
  ['PRESENCE_', GUILD_PRESENCES],
  ['MESSAGE_REACTION_', 1 << 10],
  ['MESSAGE_POLL_', 1 << 24],
  ['MESSAGE_', 1 << 9],
  ['TYPING_', 1 << 11],
  ['GUILD_SCHEDULED_EVENT_', 1 << 16],
  ['AUTO_MODERATION_RULE_', 1 << 20],
  ['AUTO_MODERATION_ACTION_', 1 << 21],
  ['GUILD_', GUILDS],
  ['CHANNEL_', GUILDS],
  ['THREAD_', GUILDS],
  ['STAGE_INSTANCE_', GUILDS],
  ['VOICE_CHANNEL_', GUILDS],
];
const inDirectMessages: typeof inGuilds = [
  ['MESSAGE_REACTION_', 1 << 13],
  ['MESSAGE_POLL_', 1 << 25],
  ['MESSAGE_', 1 << 12],
  ['CHANNEL_PINS_', 1 << 12],
  ['TYPING_', 1 << 14],
];
/** Names of events are few, so what was looked up once is kept. */
const known = { guild: new Map<string, number>(), direct: new Map<string, number>() };

/** True when no bit is set that Discord does not know. */
export function areValid(intents: unknown): intents is number {
  return (
    typeof intents === 'number' && Number.isInteger(intents) && intents >= 0 && (intents & ~ALL) === 0 && intents <= ALL
  );
}

/** Whether a session with these intents hears of an event. Interactions need no intent. */
export function hears(intents: number, { type, guildId }: Pick<Happening, 'type' | 'guildId'>): boolean {
  const book = guildId === null ? known.direct : known.guild;
  let needed = book.get(type);
  if (needed === undefined) {
    const table = guildId === null ? inDirectMessages : inGuilds;
    needed = table.find(([prefix]) => type.startsWith(prefix))?.[1] ?? 0;
    book.set(type, needed);
  }
  return needed === 0 || (intents & needed) !== 0;
}
