/** A server that the bot is in; Discord calls it a guild. */
export interface Guild {
  /** Snowflake. */
  readonly id: string;
  /** Written by strangers; `null` while Discord has not sent it yet. */
  readonly name: string | null;
  /** Discord's hash of its picture; `null` without one. */
  readonly icon: string | null;
  readonly shardId: number;
  /** As Discord said last; it may be a minute old. `null` while Discord has not sent it yet. */
  readonly memberCount: number | null;
  /** Epoch milliseconds at which the bot joined; `null` while Discord has not sent it yet. */
  readonly joinedAt: number | null;
  /** Whether Discord itself can serve it. */
  readonly isAvailable: boolean;
}

/** Whether the bot would answer a command there; `unavailable`: Discord itself has an outage there. */
export type GuildState = 'not_answering' | 'unavailable' | 'answering';

/** Trouble first. */
export const guildStates: readonly GuildState[] = ['not_answering', 'unavailable', 'answering'];

/** @param answering ids of the shards that answer */
export function guildState({ shardId, isAvailable }: Guild, answering: ReadonlySet<number>): GuildState {
  if (!answering.has(shardId)) return 'not_answering';
  return isAvailable ? 'answering' : 'unavailable';
}

/** Whether both say the same of one guild. */
export function isSameGuild(one: Guild, other: Guild): boolean {
  return (
    one.id === other.id &&
    one.name === other.name &&
    one.icon === other.icon &&
    one.shardId === other.shardId &&
    one.memberCount === other.memberCount &&
    one.joinedAt === other.joinedAt &&
    one.isAvailable === other.isAvailable
  );
}
