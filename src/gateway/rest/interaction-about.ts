import { ApplicationCommandOptionType, InteractionType, SnowflakeUtil } from 'discord.js';
import type { InteractionKind, SettledInteraction } from '../../model/settled-interaction.js';

/** Characters of a name. */
const LONGEST_NAME = 100;

/** What an interaction is about. */
export type InteractionAbout = Pick<SettledInteraction, 'kind' | 'name' | 'shardId' | 'guildId'>;

/** As much of INTERACTION_CREATE as is looked at. Not everything that Discord sends is what it should be. */
interface Payload {
  readonly type?: unknown;
  readonly guild_id?: unknown;
  readonly data?: {
    readonly name?: unknown;
    readonly custom_id?: unknown;
    readonly type?: unknown;
    readonly options?: unknown;
  };
}

interface Option {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly options?: unknown;
}

const kinds: Readonly<Record<number, InteractionKind>> = {
  [InteractionType.ApplicationCommand]: 'command',
  [InteractionType.MessageComponent]: 'component',
  [InteractionType.ApplicationCommandAutocomplete]: 'suggestion',
  [InteractionType.ModalSubmit]: 'form',
};

const GROUPS: ReadonlySet<unknown> = new Set([
  ApplicationCommandOptionType.Subcommand,
  ApplicationCommandOptionType.SubcommandGroup,
]);

/** The id in the `d` of INTERACTION_CREATE; `null` where there is none: not everything that Discord sends is what it should be. */
export function interactionId(payload: unknown): string | null {
  const id = (payload as { readonly id?: unknown } | null)?.id;
  return typeof id === 'string' && /^\d{1,20}$/.test(id) ? id : null;
}

/**
 * When Discord made an interaction, in epoch milliseconds by our clock; `null` when its clock is not known.
 *
 * @param aheadMs milliseconds by which Discord's clock is ahead of ours
 */
export function createdAt(id: string, aheadMs: number | null): number | null {
  return aheadMs === null ? null : SnowflakeUtil.timestampFrom(id) - aheadMs;
}

/** @param payload the `d` of INTERACTION_CREATE */
export function interactionAbout(payload: unknown, shardId: unknown): InteractionAbout {
  const { type, guild_id: guildId, data } = (payload ?? {}) as Payload;
  return {
    kind: kinds[Number(type)] ?? 'command',
    name: nameOf(data).slice(0, LONGEST_NAME),
    shardId: typeof shardId === 'number' ? shardId : null,
    guildId: typeof guildId === 'string' ? guildId : null,
  };
}

function nameOf(data: Payload['data']): string {
  if (typeof data?.custom_id === 'string') return data.custom_id;
  if (typeof data?.name !== 'string') return 'An interaction';
  // Commands in the menu of a user or message are no slash commands.
  const isSlash = data.type === undefined || data.type === 1;
  return isSlash ? `/${[data.name, ...partsOf(data.options)].join(' ')}` : data.name;
}

/** Names of the group and the subcommand; they are the first option where there are any. */
function partsOf(options: unknown): readonly string[] {
  const [first] = Array.isArray(options) ? (options as readonly (Option | null)[]) : [];
  if (!first || typeof first.name !== 'string' || !GROUPS.has(first.type)) return [];
  const [next] = partsOf(first.options);
  return next === undefined ? [first.name] : [first.name, next];
}
