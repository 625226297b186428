/**
 * Gateway intents: the kinds of events a bot can ask for, by discord.js's names (a test holds them to the library).
 * https://docs.discord.com/developers/events/gateway#gateway-intents
 */
export const INTENTS: readonly string[] = [
  'Guilds',
  'GuildMembers',
  'GuildModeration',
  'GuildExpressions',
  'GuildIntegrations',
  'GuildWebhooks',
  'GuildInvites',
  'GuildVoiceStates',
  'GuildPresences',
  'GuildMessages',
  'GuildMessageReactions',
  'GuildMessageTyping',
  'DirectMessages',
  'DirectMessageReactions',
  'DirectMessageTyping',
  'MessageContent',
  'GuildScheduledEvents',
  'AutoModerationConfiguration',
  'AutoModerationExecution',
  'GuildMessagePolls',
  'DirectMessagePolls',
];

/** Those that must be switched on in the Developer Portal first. */
export const PRIVILEGED_INTENTS: readonly string[] = ['GuildMembers', 'GuildPresences', 'MessageContent'];
