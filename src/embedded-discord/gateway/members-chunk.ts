import { type Wire, asObject, asText } from '../wire.js';
import { gatewayMember } from '../world/guild-wire.js';
import { isSnowflake } from '../world/snowflake.js';
import type { User } from '../world/user.js';
import type { World } from '../world/world.js';

/** Members of one GUILD_MEMBERS_CHUNK at most, when asked for by id or name, and bytes of a nonce: https://docs.discord.com/developers/events/gateway-events#request-guild-members */
const MOST = 100;
const NONCE_BYTES = 32;
const GUILD_MEMBERS = 1 << 1;

/** What a client asked for, read with care. */
interface Asked {
  readonly guildId: string;
  readonly ids: readonly string[] | null;
  readonly query: string;
  readonly limit: number;
  readonly nonce: string | null;
}

/**
 * The answer to REQUEST_GUILD_MEMBERS.
 *
 * @returns the `d` of GUILD_MEMBERS_CHUNK, `null` when Discord would stay silent, `undefined` when the request makes no sense
 */
export function membersChunk(data: unknown, world: World, intents: number): Wire | null | undefined {
  const asked = read(asObject(data) ?? {});
  if (!asked) return undefined;
  const { ids, query, nonce } = asked;
  const guild = world.guilds.get(asked.guildId);
  if (!guild || guild.isUnavailable) return null;
  if (!ids && query === '' && !(intents & GUILD_MEMBERS)) return null;

  const isMeant = (user: User): boolean => (ids ? ids.includes(user.id) : user.username.startsWith(query));
  const found = [world.bot, ...world.membersOf(guild)].filter(isMeant).slice(0, asked.limit);
  const missing = ids?.filter((id) => !found.some((user) => user.id === id)) ?? [];
  return {
    guild_id: guild.id,
    members: found.map((user) => gatewayMember(guild, user, world.bot)),
    chunk_index: 0,
    chunk_count: 1,
    ...(missing.length > 0 ? { not_found: missing } : {}),
    ...(nonce === null ? {} : { nonce }),
  };
}

function read(body: Wire): Asked | null {
  const guildId: unknown = [body['guild_id']].flat()[0];
  const ids = 'user_ids' in body ? [body['user_ids']].flat().filter(isSnowflake).slice(0, MOST) : null;
  const query = asText(body['query']);
  if (!isSnowflake(guildId) || (!ids && query === null)) return null;
  const nonce = asText(body['nonce']);
  return {
    guildId,
    ids,
    query: (query ?? '').toLowerCase(),
    limit: limitOf(body),
    nonce: nonce !== null && Buffer.byteLength(nonce) <= NONCE_BYTES ? nonce : null,
  };
}

/** All members may be asked for at once, by an empty query and no limit. */
function limitOf(body: Wire): number {
  const limit = typeof body['limit'] === 'number' && body['limit'] > 0 ? body['limit'] : Infinity;
  return body['query'] === '' ? limit : Math.min(limit, MOST);
}
