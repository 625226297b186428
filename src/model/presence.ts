/** What a dot beside the bot's name says. */
export const presenceStatuses = ['online', 'idle', 'dnd', 'invisible'] as const;

export type PresenceStatus = (typeof presenceStatuses)[number];

/** How the bot looks to people at Discord. */
export interface Presence {
  readonly status: PresenceStatus;
  /** The line below its name, at most 128 characters; `null` for none. */
  readonly text: string | null;
}

/** Discord's limit for the state of an activity: https://docs.discord.com/developers/events/gateway-events#activity-object */
export const LONGEST_PRESENCE = 128;

/** `idle, "Back at noon"` */
export function presenceWords({ status, text }: Presence): string {
  return text === null ? status : `${status}, "${text}"`;
}
