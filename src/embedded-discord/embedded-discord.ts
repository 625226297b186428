import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { ControlServer } from './control/control-server.js';
import { GATEWAY_PATH, RESUME_PATH } from './gateway/entrance.js';
import { type Invocation, invoke } from './interactions/invoke.js';
import type { Reply } from './interactions/reply.js';
import { Mishaps } from './life/mishaps.js';
import { Rhythm } from './life/rhythm.js';
import { Traffic } from './life/traffic.js';
import { type Options, defaults } from './options.js';
import { type Parts, assemble } from './parts.js';
import type { CommandSetting } from './world/command-book.js';
import { Troubles } from './troubles.js';

const HOST = '127.0.0.1';

/** A small Discord of our own on loopback: REST and gateway on one port, with everything that can be done to it. */
export class EmbeddedDiscord extends Troubles {
  protected parts: Parts;
  private rhythm: Rhythm;
  private controls: ControlServer | null = null;
  /** Kept, because it is asked for after the end, too: who starts a second Discord in its place wants the same. */
  private readonly port: number;
  private gatewayHost: string;

  private constructor(
    private readonly server: Server,
    private options: Options,
  ) {
    super();
    this.port = (server.address() as AddressInfo).port;
    this.gatewayHost = `${HOST}:${this.port}`;
    this.parts = this.build();
    this.rhythm = this.enliven();
    server.on('request', (request, response) => void this.parts.rest.app(request, response));
    server.on('clientError', (error, socket) => this.refuse(error, socket));
    server.on('upgrade', (request, socket, head) => this.parts.gateway.upgrade(request, socket, head));
  }

  /** Resolves once it listens. @throws the system's error, e.g. EADDRINUSE, or why there is no control API */
  static async start(wishes: Partial<Options> = {}): Promise<EmbeddedDiscord> {
    const options = { ...defaults, ...wishes };
    const server = createServer();
    server.listen(options.port, HOST);
    await once(server, 'listening');
    const discord = new EmbeddedDiscord(server, options);
    try {
      if (options.controlPort !== null) await discord.openControl(options.controlPort);
    } catch (error) {
      await discord.stop();
      throw error;
    }
    return discord;
  }

  /** For discord.js: `rest: { api }`. */
  get api(): string {
    return `http://${HOST}:${this.port}/api`;
  }

  get gateway(): string {
    return `ws://${this.gatewayHost}${GATEWAY_PATH}`;
  }

  /** Tells clients from now on that the gateway is at this `host:port`: that of a proxy in front of it. */
  announce(gatewayHost: string): void {
    this.gatewayHost = gatewayHost;
    this.parts.gateway.greeter.resumeUrl = this.resumeUrl;
  }

  /** The control API's address and key; `null` when it was not asked for. */
  get control(): { readonly address: string; readonly key: string } | null {
    return this.controls;
  }

  /** Closes everything at once, as a crash would. */
  async stop(): Promise<void> {
    this.quiet();
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await Promise.all([closed, this.controls?.stop()]);
  }

  /**
   * Begins again as at the start: the world of the seed, no sessions, no faults, no counts. Connections are cut;
   * addresses stay. Another seed gives another world and, unless it was given, another token.
   */
  reset(seed = this.options.seed): void {
    this.quiet();
    this.options = { ...this.options, seed };
    this.parts = this.build();
    this.rhythm = this.enliven();
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

  /** Somebody sets in a server who may use a command, and where; of the application's id, what holds for all its commands. */
  setCommand(guildId: string, commandId: string, settings: readonly CommandSetting[]): void {
    const all = this.parts.commands.settings;
    all.set(guildId, new Map([...(all.get(guildId) ?? []), [commandId, settings]]));
  }

  /** Somebody changes what the bot may do in a server: decimal permission bits, `null` for what it may usually. */
  letBot(guildId: string, permissions: string | null): void {
    const guild = this.parts.world.guilds.get(guildId);
    if (guild) guild.botMay = permissions;
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

  private build(): Parts {
    const parts = assemble(this.options, () => ({ url: this.gateway, shards: this.options.shards }));
    parts.gateway.greeter.resumeUrl = this.resumeUrl;
    return parts;
  }

  private get resumeUrl(): string {
    return `ws://${this.gatewayHost}${RESUME_PATH}`;
  }

  private enliven(): Rhythm {
    const { world, gateway, latency } = this.parts;
    const rhythm = new Rhythm(world.random);
    if (this.options.traffic) new Traffic(this.parts, rhythm, this.options).start();
    if (this.options.mishaps) new Mishaps(gateway, latency, world.random, rhythm).start();
    return rhythm;
  }

  private quiet(): void {
    const { gateway, interactions, faults } = this.parts;
    this.rhythm.stop();
    faults.endAll();
    interactions.stop();
    gateway.stop();
  }

  /** Answers what is no HTTP as Node would, and counts it. */
  private refuse(error: NodeJS.ErrnoException, socket: Duplex): void {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    this.parts.rest.log.malformed += 1;
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  }

  private async openControl(port: number): Promise<void> {
    const stage = {
      parts: () => this.parts,
      seed: () => this.options.seed,
      reset: (seed?: number) => this.reset(seed),
    };
    this.controls = await ControlServer.start(stage, port);
  }
}
