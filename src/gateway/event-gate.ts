import { Injectable } from '@nestjs/common';
import { Client, Events, GatewayDispatchEvents, Status } from 'discord.js';
import { type ClientManager, type ClientShard, clientManager } from './discordjs-internals.js';
import { Reporter } from './reporter.js';
import { InteractionWatch } from './rest/interaction-watch.js';
import { Shards } from './shards.js';

/** Milliseconds of work after which everybody else has their turn. */
const SLICE_MS = 10;

/** What of an event matters here: discord.js gives it as it came. */
interface Packet {
  readonly t?: unknown;
  readonly d?: unknown;
}

/**
 * Hands on the events of each shard as soon as that shard has its guilds. The library by itself keeps every event of every
 * shard back until the last shard is ready: while one shard is not let in, nobody on the others would be answered.
 */
@Injectable()
export class EventGate {
  private readonly manager: ClientManager;
  private readonly take: ClientManager['handlePacket'];
  /** Events of shards that do not have their guilds yet, or that are being handed on just now; in their order. */
  private readonly held = new Map<ClientShard, object[]>();
  /** Commands in the present replay that nobody can answer any more, by shard. */
  private readonly tooLate = new Map<number, number>();

  constructor(
    private readonly client: Client,
    private readonly shards: Shards,
    private readonly reporter: Reporter,
    private readonly interactions: InteractionWatch,
  ) {
    this.manager = clientManager(client);
    this.take = this.manager.handlePacket.bind(this.manager);
  }

  watch(): void {
    const { client, manager, take, reporter } = this;
    manager.handlePacket = (packet, shard) => (packet && shard ? this.pass(packet, shard) : take());
    client.on(Events.ShardReady, (shardId, unavailable) => {
      reporter.ready(shardId, unavailable?.size ?? 0);
      this.letGo();
    });
    client.on(Events.ClientReady, () => this.letGo());
    client.on(Events.ShardResume, (shardId) => {
      reporter.cameTooLate(shardId, this.tooLate.get(shardId) ?? 0);
      this.tooLate.delete(shardId);
      this.awaitGuilds(shardId);
    });
  }

  private pass(packet: Packet, shard: ClientShard): boolean {
    if (this.isTooLate(packet, shard)) return true;
    if (!this.isOpen(shard)) return this.takeOrHold(packet, shard);
    const queue = this.held.get(shard);
    if (!queue) return this.handOn(packet, shard);
    queue.push(packet);
    return false;
  }

  /** A command that was used while the bot was away: Discord has told its user that nobody answers, and takes no answer. */
  private isTooLate(packet: Packet, { id }: ClientShard): boolean {
    if (packet.t !== GatewayDispatchEvents.InteractionCreate) return false;
    if (this.shards.of(id)?.connection !== 'resuming' || !this.interactions.isExpired(packet.d)) return false;
    this.tooLate.set(id, (this.tooLate.get(id) ?? 0) + 1);
    return true;
  }

  /** The library knows what it must be told before it is ready; the rest it would keep for later. */
  private takeOrHold(packet: object, shard: ClientShard): boolean {
    const isTaken = this.harmlessly(shard, () => this.take(packet, shard));
    if (isTaken) return true;
    this.manager.packetQueue.pop();
    const queue = this.held.get(shard) ?? [];
    this.held.set(shard, queue);
    queue.push(packet);
    return false;
  }

  private handOn(packet: object, shard: ClientShard): boolean {
    const { manager } = this;
    const { status } = manager;
    manager.status = Status.Ready;
    try {
      return this.harmlessly(shard, () => this.take(packet, shard));
    } finally {
      manager.status = status;
      // A shard that took up its session while the others got their guilds was not counted as ready then.
      if (status !== Status.Ready) manager.checkShardsReady();
    }
  }

  private isOpen({ id }: ClientShard): boolean {
    return this.manager.status === Status.Ready || this.shards.of(id)?.hasItsGuilds === true;
  }

  private letGo(): void {
    for (const [shard, queue] of this.held) if (this.isOpen(shard)) this.drain(shard, queue);
  }

  private drain(shard: ClientShard, queue: object[]): void {
    const until = performance.now() + SLICE_MS;
    for (let packet = queue.shift(); packet; packet = queue.shift()) {
      this.handOn(packet, shard);
      if (performance.now() >= until) return void setImmediate(() => this.drain(shard, queue));
    }
    if (this.held.get(shard) === queue) this.held.delete(shard);
  }

  /**
   * A shard that is cut while its guilds are on their way gets the rest of them by a resume, and the library does not
   * wait for them then: the client would never be ready.
   */
  private awaitGuilds(shardId: number): void {
    const facts = this.shards.of(shardId);
    const shard = this.manager.shards.get(shardId);
    if (!shard || !facts || facts.hasItsGuilds) return;
    shard.expectedGuilds = new Set(facts.missingGuilds);
    shard.status = Status.WaitingForGuilds;
    shard.checkReady();
  }

  /** An event that makes the library or a feature stumble ends nothing else. */
  private harmlessly(shard: ClientShard, take: () => boolean): boolean {
    try {
      return take();
    } catch (error) {
      this.reporter.malformed(shard.id, error);
      return true;
    }
  }
}
