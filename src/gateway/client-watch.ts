import { Injectable, Logger } from '@nestjs/common';
import { Client, Events, type Guild, Status } from 'discord.js';
import type { Happening } from '../model/happening.js';
import { Reporter } from './reporter.js';
import { Shards } from './shards.js';
import { Teller } from './teller.js';

/** What is private of a shard of discord.js. */
interface WaitingShard {
  expectedGuilds: Set<string>;
  status: Status;
  checkReady(): void;
}

interface PacketHandler {
  handlePacket(packet?: object, shard?: { readonly id: number }): boolean;
}

/** Listens to discord.js's client: which guilds come and go, and every error, so that none ends the process. */
@Injectable()
export class ClientWatch {
  private readonly logger = new Logger('discord.js');

  constructor(
    private readonly client: Client,
    private readonly shards: Shards,
    private readonly teller: Teller,
    private readonly reporter: Reporter,
  ) {}

  watch(): void {
    const { client, logger } = this;
    this.guardQueuedEvents();
    client.on(Events.Error, (error) => logger.error(error));
    client.on(Events.Warn, (message) => logger.warn(message));
    client.on(Events.Debug, (message) => logger.verbose(message));
    client.on(Events.ShardError, (error, shardId) => logger.debug(`Shard ${shardId}: ${error.message}`));
    client.on(Events.ShardReady, (shardId, unavailable) => this.reporter.ready(shardId, unavailable?.size ?? 0));
    client.on(Events.ShardResume, (shardId) => this.awaitGuilds(shardId));
    this.watchGuilds();
  }

  /**
   * A shard that is cut while its guilds are on their way gets the rest of them by a resume, and the library does not
   * wait for them then: the client would never be ready, and no command answered.
   */
  private awaitGuilds(shardId: number): void {
    const facts = this.shards.of(shardId);
    const shard = this.client.ws.shards.get(shardId) as unknown as WaitingShard | undefined;
    if (!shard || !facts || facts.hasItsGuilds) return;
    shard.expectedGuilds = new Set(facts.missingGuilds);
    shard.status = Status.WaitingForGuilds;
    shard.checkReady();
  }

  /**
   * Events that come before the client is ready are handled later, by timers, where nobody would catch what goes wrong.
   * https://github.com/discordjs/discord.js, `WebSocketManager#handlePacket` of 14.28.1
   */
  private guardQueuedEvents(): void {
    const manager = this.client.ws as unknown as PacketHandler;
    const handle = manager.handlePacket.bind(manager);
    manager.handlePacket = (packet, shard) => {
      try {
        return handle(packet, shard);
      } catch (error) {
        this.reporter.malformed(shard?.id ?? 0, error);
        return true;
      }
    };
  }

  private watchGuilds(): void {
    const { client, shards } = this;
    const counted = (guild: Guild) => shards.guildsChanged(guild);
    client.on(Events.GuildAvailable, counted);
    client.on(Events.GuildUnavailable, (guild) => {
      counted(guild);
      this.about('warn', 'A server is unavailable: Discord has an outage there', guild);
    });
    client.on(Events.GuildCreate, (guild) => {
      counted(guild);
      shards.update(guild.shardId, (shard) => (shard.joinedGuildCount += 1));
      this.about('info', 'The bot was added to a server', guild);
    });
    client.on(Events.GuildDelete, (guild) => {
      counted(guild);
      shards.update(guild.shardId, (shard) => (shard.leftGuildCount += 1));
      this.about('info', 'The bot was removed from a server', guild);
    });
  }

  private about(level: Happening['level'], text: string, { shardId, name }: Guild): void {
    this.teller.tell(level, text, { shardId, guildName: name });
  }
}
