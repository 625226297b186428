import { ApplicationFlagsBitField, Events } from 'discord.js';
import type { IntentGap } from '../model/intent-gap.js';

const MESSAGES = ['GuildMessages', 'DirectMessages'];
const REACTIONS = ['GuildMessageReactions', 'DirectMessageReactions'];
const POLLS = ['GuildMessagePolls', 'DirectMessagePolls'];

/** Which intents bring an event; one of them is enough. https://docs.discord.com/developers/events/gateway#list-of-intents */
const intentsOf: Readonly<Record<string, readonly string[]>> = {
  ...each(MESSAGES, [Events.MessageCreate, Events.MessageUpdate, Events.MessageDelete]),
  ...each(['GuildMessages'], [Events.MessageBulkDelete]),
  ...each(REACTIONS, [Events.MessageReactionAdd, Events.MessageReactionRemove, Events.MessageReactionRemoveAll]),
  ...each(REACTIONS, [Events.MessageReactionRemoveEmoji]),
  ...each(POLLS, [Events.MessagePollVoteAdd, Events.MessagePollVoteRemove]),
  ...each(['GuildMessageTyping', 'DirectMessageTyping'], [Events.TypingStart]),
  ...each(['GuildMembers'], [Events.GuildMemberAdd, Events.GuildMemberUpdate, Events.GuildMemberRemove]),
  ...each(['GuildPresences'], [Events.PresenceUpdate]),
  ...each(['GuildVoiceStates'], [Events.VoiceStateUpdate]),
  ...each(['GuildInvites'], [Events.InviteCreate, Events.InviteDelete]),
  ...each(['GuildModeration'], [Events.GuildBanAdd, Events.GuildBanRemove, Events.GuildAuditLogEntryCreate]),
  ...each(['GuildExpressions'], [Events.GuildEmojiCreate, Events.GuildEmojiDelete, Events.GuildEmojiUpdate]),
  ...each(['GuildExpressions'], [Events.GuildStickerCreate, Events.GuildStickerDelete, Events.GuildStickerUpdate]),
  ...each(['GuildWebhooks'], [Events.WebhooksUpdate]),
  ...each(['GuildIntegrations'], [Events.GuildIntegrationsUpdate]),
  ...each(['GuildScheduledEvents'], [Events.GuildScheduledEventCreate, Events.GuildScheduledEventUpdate]),
  ...each(['GuildScheduledEvents'], [Events.GuildScheduledEventDelete, Events.GuildScheduledEventUserAdd]),
  ...each(['AutoModerationConfiguration'], [Events.AutoModerationRuleCreate, Events.AutoModerationRuleUpdate]),
  ...each(['AutoModerationExecution'], [Events.AutoModerationActionExecution]),
};

function each(intents: readonly string[], events: readonly string[]): Record<string, readonly string[]> {
  return Object.fromEntries(events.map((event) => [event, intents]));
}

/** Listeners of a client, by event. */
export interface Listening {
  listenerCount(event: string): number;
}

/**
 * What the code listens for and never hears (whole) with the intents that are asked for.
 *
 * @param intents by discord.js's names
 */
export function intentGaps(client: Listening, intents: readonly string[]): readonly IntentGap[] {
  const wanted = Object.keys(intentsOf).filter((event) => client.listenerCount(event) > 0);
  const unheard = wanted.flatMap((event): IntentGap[] => {
    const needed = intentsOf[event] ?? [];
    return needed.some((intent) => intents.includes(intent)) ? [] : [{ event, intents: needed, kind: 'unheard' }];
  });
  const readsMessages = wanted.includes(Events.MessageCreate) && intents.includes('GuildMessages');
  if (!readsMessages || intents.includes('MessageContent')) return unheard;
  return [...unheard, { event: Events.MessageCreate, intents: ['MessageContent'], kind: 'empty' }];
}

const { Flags } = ApplicationFlagsBitField;
/** The flags of an application that stand for a switch that is on; `Limited` is what bots below the review's threshold have. */
const flagsOf: Readonly<Record<string, number>> = {
  GuildPresences: Flags.GatewayPresence | Flags.GatewayPresenceLimited,
  GuildMembers: Flags.GatewayGuildMembers | Flags.GatewayGuildMembersLimited,
  MessageContent: Flags.GatewayMessageContent | Flags.GatewayMessageContentLimited,
};

/** Those of `intents` whose switch in the Developer Portal is off. @param flags of the application */
export function switchedOff(intents: readonly string[], flags: number): readonly string[] {
  return intents.filter((intent) => {
    const on = flagsOf[intent];
    return on !== undefined && (flags & on) === 0;
  });
}
