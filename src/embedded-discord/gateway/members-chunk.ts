import { type Wire, asObject, asText } from '../wire.js';
import type { Guild } from '../world/guild.js';
import type { GuildMembers } from '../world/guild-members.js';
import { gatewayMember } from '../world/guild-wire.js';
import { presenceOf } from '../world/guild-presence.js';
import { isSnowflake } from '../world/snowflake.js';
import type { User } from '../world/user.js';
import type { World } from '../world/world.js';
import { GUILD_PRESENCES } from './intents.js';

/** Members found by id or name at most, members of one chunk, and bytes of a nonce: https://docs.discord.com/developers/events/gateway-events#request-guild-members */
const MOST = 100;
const CHUNK = 1_000;
const NONCE_BYTES = 32;

/** What a client asks for with REQUEST_GUILD_MEMBERS. */
export interface MembersRequest {
  readonly guildId: string;
  readonly ids: readonly string[] | null;
  readonly query: string;
  readonly limit: number;
  readonly wantsPresences: boolean;
  readonly nonce: string | null;
  /** All members of the guild. */
  readonly isForAll: boolean;
}

/** Reads a request with care; `null` when it makes no sense. */
export function readMembersRequest(data: unknown): MembersRequest | null {
  const body = asObject(data) ?? {};
  const guildId: unknown = [body['guild_id']].flat()[0];
  const ids = idsIn(body);
  const query = asText(body['query']);
  if (!isSnowflake(guildId) || (!ids && query === null)) return null;
  const limit = typeof body['limit'] === 'number' && body['limit'] > 0 ? body['limit'] : Infinity;
  return {
    guildId,
    ids,
    query: (query ?? '').toLowerCase(),
    limit,
    wantsPresences: body['presences'] === true,
    nonce: nonceIn(body),
    isForAll: !ids && query === '' && limit === Infinity,
  };
}

function idsIn(body: Wire): string[] | null {
  const ids = body['user_ids'] ?? null;
  return ids === null ? null : [ids].flat().filter(isSnowflake).slice(0, MOST);
}

/** One that is too long is ignored. */
function nonceIn(body: Wire): string | null {
  const nonce = asText(body['nonce']);
  return nonce !== null && Buffer.byteLength(nonce) <= NONCE_BYTES ? nonce : null;
}

/** The answer to a request, one GUILD_MEMBERS_CHUNK after the other, each made when it is asked for. */
export function* membersChunks(
  request: MembersRequest,
  { guild, world, intents }: { readonly guild: Guild; readonly world: World; readonly intents: number },
): Generator<Wire> {
  const members = world.everybodyIn(guild);
  const found = request.isForAll ? null : foundMembers(request, members);
  const chunk_count = Math.max(1, Math.ceil((found?.length ?? members.count) / CHUNK));
  const seesPresences = request.wantsPresences && (intents & GUILD_PRESENCES) !== 0;
  for (let chunk_index = 0; chunk_index < chunk_count; chunk_index += 1) {
    const from = chunk_index * CHUNK;
    const here = found?.slice(from, from + CHUNK) ?? [...members.range(from, from + CHUNK)];
    const wires = here.map((user) => gatewayMember(guild, user, world.bot));
    const presences = seesPresences ? { presences: here.map(presenceOf).filter((one) => one !== null) } : {};
    yield { guild_id: guild.id, members: wires, chunk_index, chunk_count, ...about(request, members), ...presences };
  }
}

/** Who was asked for and is not there, all of them in the only chunk there is, and the nonce. */
function about({ ids, nonce }: MembersRequest, members: GuildMembers): Wire {
  const missing = ids?.filter((id) => !members.get(id)) ?? [];
  return { ...(missing.length > 0 ? { not_found: missing } : {}), ...(nonce === null ? {} : { nonce }) };
}

function foundMembers({ ids, query, limit }: MembersRequest, members: GuildMembers): User[] {
  if (ids) return [...new Set(ids)].map((id) => members.get(id)).filter((user) => user !== undefined);
  // Some members, and not those of a name, may be asked for in any number.
  if (query === '') return [...members.range(0, limit)];
  return members.startingWith(query, Math.min(limit, MOST));
}
