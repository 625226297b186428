import { type Wire, asList, asObject, asText } from '../wire.js';
import type { World } from '../world/world.js';
import { MemberRequests } from './member-requests.js';
import { OP } from './opcodes.js';
import type { Session } from './session.js';
import type { SessionBook } from './session-book.js';
import type { Tally } from './tally.js';

type Answer = (session: Session, data: unknown) => boolean;

/** What a client may ask for once it is in: https://docs.discord.com/developers/events/gateway-events#send-events */
export class Requests {
  private readonly answers: ReadonlyMap<number, Answer>;

  constructor(
    private readonly world: World,
    sessions: SessionBook,
    tally: Tally,
  ) {
    const members = new MemberRequests(world, sessions, tally);
    this.answers = new Map<number, Answer>([
      [OP.presence, (session, data) => showPresence(session, asObject(data))],
      // Nobody can hear the bot here.
      [OP.voiceState, (_session, data) => asObject(data) !== null],
      [OP.requestMembers, (session, data) => members.answer(session, data)],
      [OP.requestSounds, (session, data) => this.tellSounds(session, asObject(data))],
      [OP.requestChannelInfo, (session, data) => this.tellChannelInfo(session, asObject(data))],
    ]);
  }

  isKnown(op: number): boolean {
    return this.answers.has(op);
  }

  /** Whether it is answered by an event; the others only tell something. */
  isQuestion(op: number): boolean {
    return op !== OP.presence && op !== OP.voiceState;
  }

  /** False when the request makes no sense. */
  answer(session: Session, op: number, data: unknown): boolean {
    return this.answers.get(op)?.(session, data) ?? false;
  }

  /** Guilds of this world have no sounds of their own. */
  private tellSounds(session: Session, body: Wire | null): boolean {
    if (!body) return false;
    for (const id of new Set(asList(body['guild_ids'])))
      if (this.isServed(session, id)) session.tellOnce('SOUNDBOARD_SOUNDS', { guild_id: id, soundboard_sounds: [] });
    return true;
  }

  /** Only voice channels with a status or with people in them are told of, and here there are none. */
  private tellChannelInfo(session: Session, body: Wire | null): boolean {
    const id = body?.['guild_id'];
    if (this.isServed(session, id)) session.tellOnce('CHANNEL_INFO', { guild_id: id, channels: [] });
    return body !== null;
  }

  private isServed({ identity }: Session, guildId: unknown): boolean {
    const guild = this.world.guilds.get(asText(guildId) ?? '');
    return guild !== undefined && this.world.guilds.on(identity.shardId, identity.shardCount).includes(guild);
  }
}

function showPresence(session: Session, presence: Wire | null): boolean {
  if (presence) session.presence = presence;
  return presence !== null;
}
