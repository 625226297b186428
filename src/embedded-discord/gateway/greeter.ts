import type { Credentials } from '../credentials.js';
import { isDeaf } from '../faults/deafness.js';
import { isMet } from '../faults/reception.js';
import type { StandingFaults } from '../faults/standing-faults.js';
import { asObject } from '../wire.js';
import type { World } from '../world/world.js';
import { sendGuilds } from './arrivals.js';
import type { Connection } from './connection.js';
import { type Identity, judgeIdentify } from './identify.js';
import { CLOSE, OP } from './opcodes.js';
import { TRACE, readyData } from './ready.js';
import type { Session } from './session.js';
import type { SessionBook } from './session-book.js';
import type { SessionStarts } from './session-starts.js';
import type { Tally } from './tally.js';

/** What the greeter keeps its books in. */
export interface Books {
  readonly sessions: SessionBook;
  readonly starts: SessionStarts;
  readonly tally: Tally;
  readonly faults: StandingFaults;
}

/** Lets clients in: IDENTIFY starts a session, RESUME takes one up again. */
export class Greeter {
  /** Where a client shall resume; known once the server listens. */
  resumeUrl = '';

  constructor(
    private readonly world: World,
    private readonly credentials: Credentials,
    private readonly books: Books,
  ) {}

  identify(connection: Connection, data: unknown, now: number): void {
    const { sessions, starts, tally, faults } = this.books;
    const identity = this.judge(data);
    if (identity === CLOSE.decodeError) return connection.refuse();
    if (typeof identity === 'number') return connection.close(identity);
    if (connection.session) return connection.close(CLOSE.alreadyAuthenticated);
    const { shardId } = identity;
    if (faults.take('intents.disallow', { shardId })) return connection.close(CLOSE.disallowedIntents);
    if (isMet(faults, connection, { when: 'identify', shardId })) return;
    if (starts.remaining(now) === 0) return this.endEverything(connection);
    if (!starts.takeTurn(identity.shardId, now)) return this.refuseSession(connection);

    starts.count(now);
    const session = sessions.start(identity, now);
    tally.of(identity.shardId).identifies += 1;
    this.bind(session, connection);
    if (identity.wantsCompression) connection.compressPayloads();
    if (faults.take('ws.noReady', { shardId })) return;
    session.tellOnce('READY', readyData(session, this.world, this.resumeUrl));
    sendGuilds(session, { world: this.world, sessions, faults });
  }

  resume(connection: Connection, data: unknown, now: number): void {
    const body = asObject(data);
    const sequence = body?.['seq'];
    if (!body || typeof sequence !== 'number') return connection.refuse();
    if (!this.credentials.accept(body['token'])) return connection.close(CLOSE.authenticationFailed);
    if (connection.session) return connection.close(CLOSE.alreadyAuthenticated);
    const { sessions, tally, faults } = this.books;
    const session = sessions.resumable(body['session_id'], now);
    if (!session) return this.refuseSession(connection);
    if (sequence > session.sequence) return this.refuseSequence(session, connection);
    const { shardId } = session.identity;
    if (isMet(faults, connection, { when: 'resume', shardId })) return;
    if (!session.remembers(sequence)) return this.refuseSession(connection);

    session.resumes += 1;
    tally.of(shardId).resumes += 1;
    const before = session.connection;
    this.bind(session, connection);
    before?.close(CLOSE.unknownError);
    this.catchUp(session, sequence);
    // Else it is served with the last of its guilds, which are still on their way.
    if (session.hasGuilds) session.serve();
  }

  private catchUp(session: Session, sequence: number): void {
    const resumed = { _trace: TRACE };
    // What a deaf shard does not hear now stays due: the number of the client must not pass it.
    if (isDeaf(this.books.faults, session)) return session.tellAgainAt(sequence, 'RESUMED', resumed);
    session.replay(sequence);
    session.tellOnce('RESUMED', resumed);
  }

  private judge(data: unknown): Identity | number {
    const { application, guilds } = this.world;
    return judgeIdentify(data, {
      isToken: (token) => this.credentials.accept(token),
      disallowedIntents: (intents) => application.disallowed(intents),
      guildsOn: (shardId, shardCount) => guilds.on(shardId, shardCount).length,
    });
  }

  private bind(session: Session, connection: Connection): void {
    session.attach(connection);
    connection.session = session;
  }

  /** The client has to begin a new session; whoever is connected to this one may keep it. */
  private refuseSequence(session: Session, connection: Connection): void {
    if (!session.connection) this.books.sessions.end(session);
    connection.close(CLOSE.invalidSequence);
  }

  private refuseSession(connection: Connection): void {
    this.books.tally.invalidSessions += 1;
    connection.send({ op: OP.invalidSession, d: false });
  }

  /** The starts of the day are used up: Discord ends all sessions and resets the token. */
  private endEverything(connection: Connection): void {
    this.credentials.rotate();
    for (const session of this.books.sessions.all()) {
      session.connection?.close(CLOSE.authenticationFailed);
      this.books.sessions.end(session);
    }
    connection.close(CLOSE.authenticationFailed);
  }
}
