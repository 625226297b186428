import { Injectable, Logger } from '@nestjs/common';
import { Client, Events, type Guild } from 'discord.js';
import type { Happening } from '../model/happening.js';
import { EventGate } from './event-gate.js';
import { Shards } from './shards.js';
import { Teller } from './teller.js';

/** Listens to discord.js's client: which guilds come and go, and every error, so that none ends the process. */
@Injectable()
export class ClientWatch {
  private readonly logger = new Logger('discord.js');

  constructor(
    private readonly client: Client,
    private readonly shards: Shards,
    private readonly teller: Teller,
    private readonly gate: EventGate,
  ) {}

  watch(): void {
    const { client, logger } = this;
    this.gate.watch();
    client.on(Events.Error, (error) => logger.error(error));
    client.on(Events.Warn, (message) => logger.warn(message));
    client.on(Events.Debug, (message) => logger.verbose(message));
    client.on(Events.ShardError, (error, shardId) => logger.debug(`Shard ${shardId}: ${error.message}`));
    this.watchGuilds();
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

  private about(level: Happening['level'], text: string, guild: Guild): void {
    this.teller.tell(level, text, { shardId: guild.shardId, guild });
  }
}
