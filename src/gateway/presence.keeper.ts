import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  ActivityType,
  GatewayOpcodes,
  type GatewayPresenceUpdateData,
  type GatewayUpdatePresence,
  PresenceUpdateStatus,
} from 'discord.js';
import { Subscription } from 'rxjs';
import { EventBus } from '../bus/event-bus.js';
import { Unavailable } from '../model/errors.js';
import { type Presence, type PresenceStatus, presenceWords } from '../model/presence.js';
import { ManagerDoor } from './manager-door.js';
import { Shards } from './shards.js';

/**
 * Sets how the bot looks to people, and sets it again for each shard that comes back: a new session knows nothing of it,
 * and one that is taken up may have missed it.
 */
@Injectable()
export class PresenceKeeper implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Presence');
  private readonly subscription = new Subscription();
  private presence: Presence | null = null;

  constructor(
    private readonly bus: EventBus,
    private readonly shards: Shards,
    private readonly door: ManagerDoor,
  ) {}

  onModuleInit(): void {
    const orders = this.bus.events$.subscribe((event) => {
      if (event.type === 'standing.changed' && event.standing.presence) this.presence = event.standing.presence;
    });
    this.subscription.add(orders);
    this.subscription.add(this.shards.connected$.subscribe(({ id }) => void this.show(id)));
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  /** @returns what it is now, in words @throws {Unavailable} while no shard is connected */
  set(presence: Presence): string {
    const connected = this.shards.all().filter(({ connection }) => connection === 'connected');
    if (connected.length === 0) throw new Unavailable('Discord');
    this.presence = presence;
    for (const { id } of connected) void this.show(id);
    return `The presence is ${presenceWords({ ...presence, text: null })} now${presence.text === null ? '' : ', with a text'}.`;
  }

  /** Never rejects: a shard that is lost just now is told when it is back. */
  private async show(shardId: number): Promise<void> {
    if (!this.presence) return;
    try {
      await this.door.manager?.send(shardId, packetOf(this.presence));
    } catch (error) {
      this.logger.debug(error, `Shard ${shardId} was not told the presence`);
    }
  }
}

const statusOf: Record<PresenceStatus, GatewayPresenceUpdateData['status']> = {
  online: PresenceUpdateStatus.Online,
  idle: PresenceUpdateStatus.Idle,
  dnd: PresenceUpdateStatus.DoNotDisturb,
  invisible: PresenceUpdateStatus.Invisible,
};

/** https://docs.discord.com/developers/events/gateway-events#update-presence */
function packetOf({ status, text }: Presence): GatewayUpdatePresence {
  const activities = text === null ? [] : [{ type: ActivityType.Custom, name: 'Custom Status', state: text }];
  return { op: GatewayOpcodes.PresenceUpdate, d: { since: null, afk: false, status: statusOf[status], activities } };
}
