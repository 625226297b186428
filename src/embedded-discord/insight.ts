import type { People } from './interactions/people.js';
import type { InvalidRequests } from './rest/invalid-requests.js';
import type { StatusPage } from './status-page/status-page.js';
import type { Clock } from './clock.js';
import type { AttemptCounts } from './gateway/attempts.js';
import type { Entrance } from './gateway/entrance.js';
import { type SessionFacts, sessionFacts } from './gateway/session-facts.js';
import type { Closes } from './gateway/tally.js';
import type { ShardTruth } from './gateway/truth.js';
import type { Parts } from './parts.js';
import type { Answered, RouteCount } from './rest/request-log.js';

/** What can be seen of an embedded Discord from outside. */
export abstract class Insight {
  /** The parts as they are now: a reset makes new ones. */
  protected abstract readonly parts: Parts;

  /** The bot's token as it is now: a fault may change it. */
  get token(): string {
    return this.parts.credentials.token;
  }

  get applicationId(): string {
    return this.parts.world.application.id;
  }

  /** The user who owns the application. */
  get ownerId(): string {
    return this.parts.world.application.owner.id;
  }

  /** Everybody who is no bot, the owner of the application included. */
  get peopleIds(): string[] {
    return this.parts.world.users.map(({ id }) => id);
  }

  /** What OAuth2 asks the application for. */
  get clientSecret(): string {
    return this.parts.world.application.clientSecret;
  }

  /** What people can do with the application: press, choose, fill in, use commands. */
  get people(): People {
    return this.parts.people;
  }

  get statusPage(): StatusPage {
    return this.parts.statusPage;
  }

  /** Answers of 401, 403 and 429 in ten minutes; too many lead to a ban. */
  get invalidRequests(): InvalidRequests {
    return this.parts.rest.log.invalid;
  }

  /** Ids of the servers the bot is in. */
  get guildIds(): string[] {
    return [...this.parts.world.guilds.keys()];
  }

  /** Requests that no route was found for, e.g. `GET /voice/regions`. */
  get unsupported(): readonly string[] {
    return this.parts.rest.unsupported;
  }

  /** Every route there is, e.g. `GET /channels/:channel`. */
  get routes(): string[] {
    return this.parts.rest.table.names;
  }

  /** Tells of every answer of REST from now on. @returns ends it */
  watchRest(observer: (answered: Answered) => void): () => void {
    return this.parts.rest.log.observe(observer);
  }

  /** The sessions that are connected or could be resumed, by shard. */
  get sessions(): SessionFacts[] {
    return sessionFacts(this.parts.gateway);
  }

  /** Whether each shard of the recommended count serves right now, since when, and why not. */
  truth(): readonly ShardTruth[] {
    return this.parts.gateway.truth.all;
  }

  /** IDENTIFYs that led to READY, over all shards since the start. */
  get identifies(): number {
    return this.parts.gateway.tally.identifies;
  }

  /** RESUMEs that led to RESUMED, over all shards since the start. */
  get resumes(): number {
    return this.parts.gateway.tally.resumes;
  }

  /** WebSockets that were accepted. */
  get connections(): number {
    return this.parts.gateway.tally.connections;
  }

  /** What clients tried since the start, whatever became of it. */
  get attempts(): AttemptCounts {
    return this.parts.gateway.attempts.counts;
  }

  /** When WebSockets were asked for, by one way in or by any: epoch milliseconds of Discord's clock, the newest 20,000, the oldest first. */
  upgradeTimes(entrance?: Entrance): number[] {
    return this.parts.gateway.attempts.upgrades.times(entrance);
  }

  /** The same for IDENTIFYs that came, whatever became of them, of one shard or of all. */
  identifyTimes(shardId?: number): number[] {
    return this.parts.gateway.attempts.identifies.times(shardId);
  }

  /** The same for RESUMEs. */
  resumeTimes(shardId?: number): number[] {
    return this.parts.gateway.attempts.resumes.times(shardId);
  }

  /** Times that a session was called invalid (op 9), because of a fault or not. */
  get invalidSessions(): number {
    return this.parts.gateway.tally.invalidSessions;
  }

  /** Frames of clients that were no payload. */
  get malformedFrames(): number {
    return this.parts.gateway.tally.malformedFrames;
  }

  /** Connections that sent something that is no HTTP. */
  get malformedRequests(): number {
    return this.parts.rest.log.malformed;
  }

  /** Discord's clock. */
  get clock(): Clock {
    return this.parts.world.clock;
  }

  /** Who ended connections, and with which codes. */
  get closes(): Closes {
    return this.parts.gateway.tally.closes;
  }

  /** How often each route was asked, e.g. `GET /users/@me`, and how it answered. */
  get requests(): ReadonlyMap<string, RouteCount> {
    return this.parts.rest.log.routes;
  }

  /** Session starts left today, 0 to 1000. */
  get sessionStartsRemaining(): number {
    return this.parts.gateway.starts.remaining(this.parts.world.clock.now());
  }
}
