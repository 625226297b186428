import { Injectable } from '@nestjs/common';
import { Client, GatewayOpcodes } from 'discord.js';
import { ManagerDoor } from '../manager-door.js';

/** Sends the question that a canary is: the bot's own member in one guild of the shard. */
@Injectable()
export class CanaryMessenger {
  private readonly guildOf = new Map<number, string>();

  constructor(
    private readonly client: Client,
    private readonly door: ManagerDoor,
  ) {}

  /** Whether there is somebody to ask: a shard without guilds has no canary. */
  canAsk(shardId: number): boolean {
    return this.client.user !== null && this.guildFor(shardId) !== undefined;
  }

  ask(shardId: number, nonce: string): void {
    const { user } = this.client;
    const guildId = this.guildFor(shardId);
    if (!user || !guildId) return;
    const d = { guild_id: guildId, user_ids: [user.id], limit: 0, nonce };
    const sent = this.door.manager?.send(shardId, { op: GatewayOpcodes.RequestGuildMembers, d });
    Promise.resolve(sent).catch(() => undefined); // the connection went away meanwhile: that is told by itself
  }

  /** A guild of the shard that Discord serves just now; the same one as long as it can be. */
  private guildFor(shardId: number): string | undefined {
    const { cache } = this.client.guilds;
    const known = cache.get(this.guildOf.get(shardId) ?? '');
    if (known?.available) return known.id;
    const found = cache.find((guild) => guild.shardId === shardId && guild.available)?.id;
    if (found) this.guildOf.set(shardId, found);
    return found;
  }
}
