import { Injectable } from '@nestjs/common';
import { Client, type Guild } from 'discord.js';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { now } from '../bus/now.js';
import { NotFound } from '../model/errors.js';
import { Shards } from './shards.js';
import { IdentifyGuard } from './supervision/identify-guard.js';

/** What a person can order that needs no shard in particular. */
@Injectable()
export class Crew {
  constructor(
    private readonly client: Client,
    private readonly guard: IdentifyGuard,
    private readonly bus: EventBus,
    private readonly shards: Shards,
  ) {}

  /** @returns what holds now, in words */
  switchReconnecting(isPaused: boolean): string {
    const { reconnecting } = this.guard;
    if (isPaused) reconnecting.pause(now());
    else reconnecting.continue();
    const standing = { reconnectingPausedSince: reconnecting.pausedSince };
    this.bus.publish({ type: 'standing.changed', instance: INSTANCE_ID, at: now(), standing });
    return isPaused
      ? 'Reconnecting is paused: a shard that loses its connection stays away.'
      : 'Reconnecting goes on: shards that stayed away connect again.';
  }

  /** Whether the shard of a server is one of this process: https://docs.discord.com/developers/events/gateway#sharding */
  serves(guildId: string): boolean {
    const [shard] = this.shards.all();
    return shard !== undefined && this.shards.of(Number((BigInt(guildId) >> 22n) % BigInt(shard.of))) !== undefined;
  }

  /** The name of a server, in the words of its people. @throws {NotFound} when the bot is not there */
  nameOf(guildId: string): string {
    return this.guild(guildId).name;
  }

  /** @throws {NotFound} when the bot is not there any more; and what Discord refuses */
  async leave(guildId: string): Promise<string> {
    await this.guild(guildId).leave();
    return `The bot has left server ${guildId}.`;
  }

  private guild(guildId: string): Guild {
    const guild = this.client.guilds.cache.get(guildId);
    if (!guild) throw new NotFound('The bot is in no server with this id.');
    return guild;
  }
}
