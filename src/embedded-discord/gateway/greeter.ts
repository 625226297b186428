import type { Credentials } from '../credentials.js';
import { asObject } from '../wire.js';
import { shardOf } from '../world/snowflake.js';
import type { World } from '../world/world.js';
import type { Connection } from './connection.js';
import { type Identity, judgeIdentify } from './identify.js';
import { CLOSE, OP } from './opcodes.js';
import { TRACE, readyData } from './ready.js';
import type { Session } from './session.js';
import type { SessionBook } from './session-book.js';
import type { SessionStarts } from './session-starts.js';
import type { Tally } from './tally.js';

/** Guilds sent at once after READY, and the milliseconds between two such batches. */
const BATCH = 25;
const BATCH_EVERY_MS = 5;

/** What the greeter keeps its books in. */
export interface Books {
  readonly sessions: SessionBook;
  readonly starts: SessionStarts;
  readonly tally: Tally;
}

/** Lets clients in: IDENTIFY starts a session, RESUME takes one up again. */
export class Greeter {
  /** While true every IDENTIFY is refused as if it asked for an intent that is not enabled. */
  refusesIntents = false;
  /** Where a client shall resume; known once the server listens. */
  resumeUrl = '';

  constructor(
    private readonly world: World,
    private readonly credentials: Credentials,
    private readonly books: Books,
  ) {}

  identify(connection: Connection, data: unknown, now: number): void {
    const { sessions, starts, tally } = this.books;
    const identity = this.judge(data);
    if (typeof identity === 'number') return connection.close(identity);
    if (connection.session) return connection.close(CLOSE.alreadyAuthenticated);
    if (starts.remaining(now) === 0) return this.endEverything(connection);
    if (!starts.takeTurn(identity.shardId, now)) return this.refuseSession(connection);

    starts.count(now);
    const session = sessions.start(identity, now);
    tally.of(identity.shardId).identifies += 1;
    this.bind(session, connection);
    session.tellOnce('READY', readyData(session, this.world, this.resumeUrl));
    this.sendGuilds(session);
  }

  resume(connection: Connection, data: unknown, now: number): void {
    const body = asObject(data);
    const sequence = body?.['seq'];
    if (!body || typeof sequence !== 'number') return connection.close(CLOSE.decodeError);
    if (!this.credentials.accept(body['token'])) return connection.close(CLOSE.authenticationFailed);
    if (connection.session) return connection.close(CLOSE.alreadyAuthenticated);
    const session = this.books.sessions.get(body['session_id'], now);
    if (!session) return this.refuseSession(connection);
    if (sequence > session.sequence) return connection.close(CLOSE.invalidSequence);
    const missed = session.missedSince(sequence);
    if (!missed) return this.refuseSession(connection);

    session.resumes += 1;
    this.books.tally.of(session.identity.shardId).resumes += 1;
    const before = session.connection;
    this.bind(session, connection);
    before?.close(CLOSE.unknownError);
    for (const dispatch of missed) connection.send(dispatch);
    session.tellOnce('RESUMED', { _trace: TRACE });
  }

  private judge(data: unknown): Identity | number {
    const { application, guilds } = this.world;
    return judgeIdentify(data, {
      isToken: (token) => this.credentials.accept(token),
      disallowedIntents: (intents) => (this.refusesIntents ? intents || 1 : application.disallowed(intents)),
      guildsOn: (shardId, shardCount) => [...guilds.keys()].filter((id) => shardOf(id, shardCount) === shardId).length,
    });
  }

  private bind(session: Session, connection: Connection): void {
    session.attach(connection);
    connection.session = session;
  }

  private refuseSession(connection: Connection): void {
    this.books.tally.invalidSessions += 1;
    connection.send({ op: OP.invalidSession, d: false });
  }

  /** The starts of the day are used up: Discord ends all sessions and resets the token. */
  private endEverything(connection: Connection): void {
    this.credentials.areRejected = true;
    for (const session of this.books.sessions.all()) {
      session.connection?.close(CLOSE.authenticationFailed);
      this.books.sessions.end(session);
    }
    connection.close(CLOSE.authenticationFailed);
  }

  private sendGuilds(session: Session): void {
    const { shardId, shardCount } = session.identity;
    const waiting = [...this.world.guilds.values()].filter((guild) => shardOf(guild.id, shardCount) === shardId);
    const sendBatch = (): void => {
      if (!this.books.sessions.get(session.id)) return;
      const here = waiting.splice(0, BATCH).filter((guild) => this.world.guilds.has(guild.id));
      for (const guild of here) session.tell(this.world.arrival(guild));
      if (waiting.length > 0) setTimeout(sendBatch, BATCH_EVERY_MS).unref();
    };
    setTimeout(sendBatch, BATCH_EVERY_MS).unref();
  }
}
