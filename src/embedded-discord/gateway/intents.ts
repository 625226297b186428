const GUILDS = 1 << 0;
const GUILD_MEMBERS = 1 << 1;
const GUILD_MESSAGES = 1 << 9;

/** All intents there are: bits 0 to 16, 20, 21, 24 and 25. https://docs.discord.com/developers/events/gateway#list-of-intents */
const ALL = 0x1ffff | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);

const neededBy: readonly (readonly [prefix: string, intent: number])[] = [
  ['GUILD_MEMBER_', GUILD_MEMBERS],
  ['GUILD_', GUILDS],
  ['CHANNEL_', GUILDS],
  ['MESSAGE_', GUILD_MESSAGES],
];

/** True when no bit is set that Discord does not know. */
export function areValid(intents: unknown): intents is number {
  return (
    typeof intents === 'number' && Number.isInteger(intents) && intents >= 0 && (intents & ~ALL) === 0 && intents <= ALL
  );
}

/** Whether a session with these intents hears of this type of event. Interactions need no intent. */
export function hears(intents: number, eventType: string): boolean {
  const needed = neededBy.find(([prefix]) => eventType.startsWith(prefix))?.[1] ?? 0;
  return (intents & needed) === needed;
}
