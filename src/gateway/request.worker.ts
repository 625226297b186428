import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import { EventBus } from '../bus/event-bus.js';
import type { BotRequest, LeaveGuildRequest, LookAtGuildRequest } from '../model/request.js';
import { type Found, type Work, carryOut } from './carry-out.js';
import { Crew } from './crew.js';
import { PresenceKeeper } from './presence.keeper.js';
import { ShardRemedies } from './shard.remedies.js';

/** Carries out what comes down the bus and is a matter of Discord's, and says what came of it. */
@Injectable()
export class RequestWorker implements OnModuleInit, OnModuleDestroy {
  private subscription?: Subscription;

  constructor(
    private readonly bus: EventBus,
    private readonly remedies: ShardRemedies,
    private readonly presence: PresenceKeeper,
    private readonly crew: Crew,
  ) {}

  onModuleInit(): void {
    this.subscription = this.bus.requests$.subscribe((request) => {
      const work = this.workFor(request);
      if (work) void carryOut(this.bus, request, work);
    });
  }

  onModuleDestroy(): void {
    this.subscription?.unsubscribe();
  }

  private workFor(request: BotRequest): Work | null {
    switch (request.type) {
      case 'shard.reconnect':
        return this.remedies.owns(request.shardId) ? () => this.remedies.reconnect(request) : null;
      case 'reconnecting.pause':
      case 'reconnecting.continue':
        return () => this.crew.switchReconnecting(request.type === 'reconnecting.pause');
      case 'presence.set':
        return () => this.presence.set(request.presence);
      case 'guild.leave':
      case 'guild.look':
        return this.crew.serves(request.guildId) ? () => this.workAt(request) : null;
      case 'commands.sync':
      case 'commands.compare':
      case 'log_level.set':
        return null; // others do it
    }
  }

  private workAt({ type, guildId }: LeaveGuildRequest | LookAtGuildRequest): Promise<string> | Found {
    if (type === 'guild.leave') return this.crew.leave(guildId);
    return { text: 'The bot is there.', guildName: this.crew.nameOf(guildId) };
  }
}
