import type { World } from '../world/world.js';
import { GUILD_MEMBERS } from './intents.js';
import { type MembersRequest, membersChunks, readMembersRequest } from './members-chunk.js';
import { OP } from './opcodes.js';
import type { Session } from './session.js';
import type { SessionBook } from './session-book.js';
import type { Tally } from './tally.js';

/** All members of one guild may be asked for once in this time: https://docs.discord.com/developers/events/gateway-events#request-guild-members */
const ALL_EVERY_MS = 30_000;
/** Bytes waiting for a slow client above which the next chunk waits, and how long, in milliseconds. */
const BACKLOG_BYTES = 1_048_576;
const WAIT_MS = 20;

/** Answers REQUEST_GUILD_MEMBERS. */
export class MemberRequests {
  /** When all members of a guild may be asked for again, epoch milliseconds. */
  private readonly againAt = new Map<string, number>();

  constructor(
    private readonly world: World,
    private readonly sessions: SessionBook,
    private readonly tally: Tally,
  ) {}

  /** False when the request makes no sense. */
  answer(session: Session, data: unknown): boolean {
    const request = readMembersRequest(data);
    if (!request) return false;
    const guild = this.world.guilds.get(request.guildId);
    const { intents } = session.identity;
    if (!guild || guild.isUnavailable) return true;
    if (request.isForAll && !(intents & GUILD_MEMBERS)) return true;
    if (request.isForAll && this.isTooSoon(session, request)) return true;
    const chunks = membersChunks(request, { guild, world: this.world, intents });
    this.send(session, chunks);
    return true;
  }

  /** A large guild has hundreds of chunks: they must neither hold up others nor pile up. */
  private send(session: Session, chunks: Generator<object>): void {
    if (this.sessions.get(session.id) !== session || !session.connection) return;
    if (session.connection.backlogBytes > BACKLOG_BYTES) {
      setTimeout(() => this.send(session, chunks), WAIT_MS).unref();
      return;
    }
    const { done, value } = chunks.next() as IteratorResult<object, undefined>;
    if (done) return;
    session.tellOnce('GUILD_MEMBERS_CHUNK', value);
    setImmediate(() => this.send(session, chunks));
  }

  private isTooSoon(session: Session, { guildId, nonce }: MembersRequest): boolean {
    const now = this.world.clock.now();
    for (const [id, at] of this.againAt) if (at <= now) this.againAt.delete(id);
    const againAt = this.againAt.get(guildId);
    if (againAt === undefined) {
      this.againAt.set(guildId, now + this.world.clock.span(ALL_EVERY_MS));
      return false;
    }
    this.tally.rateLimits += 1;
    const meta = { guild_id: guildId, ...(nonce === null ? {} : { nonce }) };
    session.tellOnce('RATE_LIMITED', { opcode: OP.requestMembers, retry_after: (againAt - now) / 1_000, meta });
    return true;
  }
}
