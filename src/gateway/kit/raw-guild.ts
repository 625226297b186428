/** A guild as Discord sent it (GUILD_CREATE), as far as it is kept. */
export interface RawGuild {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Something inside a guild, e.g. a channel. */
export type Part = Readonly<Record<string, unknown>>;

/** What Discord sends about a part of a guild, or about the guild itself. */
export interface RawEvent {
  readonly id?: string;
  readonly guild_id?: string;
  readonly [field: string]: unknown;
}

/** Something that happened in a guild. */
export interface Change {
  /** Discord's name of the event. */
  readonly type: string;
  readonly event: RawEvent;
}

/** @throws {SyntaxError} when what was kept is damaged */
export function readGuild({ guildId, json }: { readonly guildId: string; readonly json: string }): RawGuild {
  const guild = JSON.parse(json) as RawGuild | null;
  if (guild?.id !== guildId) throw new SyntaxError(`What is kept of server ${guildId} is damaged`);
  return guild;
}
