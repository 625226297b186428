import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { GATEWAY_PATH, RESUME_PATH } from './gateway/gateway.js';
import { type FaultWish, readFault } from './faults/fault.js';
import type { Standing } from './faults/standing-faults.js';
import { type SessionFacts, sessionFacts } from './gateway/session-facts.js';
import { type Invocation, invoke } from './interactions/invoke.js';
import type { Reply } from './interactions/reply.js';
import { Mishaps } from './life/mishaps.js';
import { Rhythm } from './life/rhythm.js';
import { Traffic } from './life/traffic.js';
import { type Options, defaults } from './options.js';
import { type Parts, assemble } from './parts.js';

const HOST = '127.0.0.1';

/** A small Discord of our own on loopback: REST and gateway on one port, with everything that can be done to it. */
export class EmbeddedDiscord {
  private readonly rhythm: Rhythm;

  private constructor(
    private readonly parts: Parts,
    private readonly port: number,
    options: Options,
  ) {
    const { world, gateway, latency } = parts;
    gateway.greeter.resumeUrl = `ws://${HOST}:${port}${RESUME_PATH}`;
    this.rhythm = new Rhythm(world.random);
    if (options.traffic) new Traffic(parts, this.rhythm).start();
    if (options.mishaps) new Mishaps(gateway, latency, world.random, this.rhythm).start();
  }

  /** Resolves once it listens. @throws the system's error, e.g. EADDRINUSE */
  static async start(wishes: Partial<Options> = {}): Promise<EmbeddedDiscord> {
    const options = { ...defaults, ...wishes };
    const url = (): string => `ws://${HOST}:${portOf(parts)}${GATEWAY_PATH}`;
    const parts = assemble(options, () => ({ url: url(), shards: options.shards }));
    parts.server.listen(options.port, HOST);
    await once(parts.server, 'listening');
    return new EmbeddedDiscord(parts, portOf(parts), options);
  }

  /** For discord.js: `rest: { api }`. */
  get api(): string {
    return `http://${HOST}:${this.port}/api`;
  }

  get gateway(): string {
    return `ws://${HOST}:${this.port}${GATEWAY_PATH}`;
  }

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

  /** Ids of the servers the bot is in. */
  get guildIds(): string[] {
    return [...this.parts.world.guilds.keys()];
  }

  /** Requests that no route was found for, e.g. `GET /voice/regions`. */
  get unsupported(): readonly string[] {
    return this.parts.rest.unsupported;
  }

  /** The sessions that are connected or could be resumed, by shard. */
  get sessions(): SessionFacts[] {
    return sessionFacts(this.parts.gateway);
  }

  /** IDENTIFYs that led to READY, over all shards since the start. */
  get identifies(): number {
    return this.parts.gateway.tally.identifies;
  }

  /** RESUMEs that led to RESUMED, over all shards since the start. */
  get resumes(): number {
    return this.parts.gateway.tally.resumes;
  }

  /** Session starts left today, 0 to 1000. */
  get sessionStartsRemaining(): number {
    return this.parts.gateway.starts.remaining(this.parts.world.clock.now());
  }

  /** Closes everything at once, as a crash would. */
  async stop(): Promise<void> {
    const { server, gateway, interactions, faults } = this.parts;
    this.rhythm.stop();
    faults.endAll();
    interactions.stop();
    gateway.stop();
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  /**
   * Uses a slash command as somebody in a guild would, and waits for what they get to see.
   *
   * @param commandName the registered name, with its subcommand after a space, e.g. `incident list`
   * @throws {Error} when it is not registered or its options are wrong, or when nobody acknowledged within 3 s
   */
  invoke(commandName: string, invocation: Invocation = {}): Promise<Reply> {
    return invoke(this.parts, commandName, invocation);
  }

  /**
   * Something goes wrong; gives its id, by which it can be ended.
   *
   * @throws {BadField} when it makes no sense, {NobodyThere} when it names a shard to which nobody is connected
   */
  begin(fault: FaultWish): string {
    return this.parts.faults.begin(fault);
  }

  /** Begins faults one after the other, each some milliseconds of Discord's after the start; gives the id of the whole. */
  script(steps: readonly { readonly atMs: number; readonly fault: FaultWish }[]): string {
    return this.parts.faults.run(steps.map(({ atMs, fault }) => ({ atMs, fault: readFault(fault) })));
  }

  /** Ends a fault or a script. False when it is over already. */
  end(id: string): boolean {
    return this.parts.faults.end(id);
  }

  /** The faults that are on, and the last ones that were. */
  get faults(): { readonly standing: readonly Standing[]; readonly ended: readonly Standing[] } {
    const { all, ended } = this.parts.standing;
    return { standing: all, ended };
  }

  /** Closes the connection of a shard. Codes that end a session in Discord end it here too. */
  closeShard(shardId: number, code: number): void {
    this.begin({ fault: 'ws.close', code, scope: { shards: [shardId] } });
  }

  /** Cuts the TCP connection of a shard without a word. */
  dropShard(shardId: number): void {
    this.begin({ fault: 'ws.drop', scope: { shards: [shardId] } });
  }

  /** Asks a shard to reconnect and resume (op 7). */
  reconnectShard(shardId: number): void {
    this.begin({ fault: 'ws.op7', scope: { shards: [shardId] } });
  }

  /** Sends a dispatch that makes a client stumble that trusts Discord. */
  sendMalformedDispatch(shardId: number): void {
    this.begin({ fault: 'ws.malformedDispatch', scope: { shards: [shardId] } });
  }

  /** While on, heartbeats of this shard are not acknowledged. */
  muteAcknowledgements(shardId: number, on: boolean): void {
    this.turn(on, { fault: 'ws.noAck', scope: { shards: [shardId] } });
  }

  /** Turns away new WebSockets, with a closed connection or with HTTP 503; those that are open stay, and so does REST. */
  refuseGateway(how: 'refused' | 'http503' | null): void {
    this.turn(false, { fault: 'ws.refuseUpgrade' });
    if (how) this.begin({ fault: 'ws.refuseUpgrade', how: how === 'http503' ? 503 : how });
  }

  /** While on, the token is wrong: 401 from REST, 4004 for whoever identifies or resumes. Open connections stay. */
  rejectToken(on: boolean): void {
    this.turn(on, { fault: 'token.invalidate', closes: false });
  }

  /** While on, IDENTIFY is refused with 4014, whatever it asks for. */
  disallowIntents(on: boolean): void {
    this.turn(on, { fault: 'intents.disallow' });
  }

  /** Leaves so many session starts (0 to 1000) for today. The one after the last costs the token, as it does in Discord. */
  leaveSessionStarts(remaining: number): void {
    this.begin({ fault: 'sessionLimit', remaining });
  }

  /** The bot is added to a new server; gives its id. */
  addGuild(name: string): string {
    return this.parts.world.addGuild(name).id;
  }

  /** The bot is removed from a server. */
  removeGuild(id: string): void {
    if (!this.parts.world.removeGuild(id)) throw new Error(`The bot is in no guild ${id}`);
  }

  /** An outage of one server begins or ends. */
  setGuildUnavailable(id: string, on: boolean): void {
    if (!this.parts.world.setGuildUnavailable(id, on)) throw new Error(`The bot is in no guild ${id}`);
  }

  /** Begins a fault unless it is on, or ends all of its kind and scope. */
  private turn(on: boolean, wish: FaultWish): void {
    const isSame = ({ fault }: Standing): boolean =>
      fault.kind === wish.fault && fault.scope.shards?.[0] === wish.scope?.shards?.[0];
    const same = this.parts.standing.all.filter(isSame);
    if (on && same.length === 0) this.begin(wish);
    if (!on) for (const { id } of same) this.end(id);
  }
}

function portOf({ server }: Parts): number {
  return (server.address() as AddressInfo).port;
}
