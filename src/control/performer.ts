import { Injectable } from '@nestjs/common';
import { now } from '../bus/now.js';
import type { Action, ReconnectAll, Wish } from '../model/action.js';
import { Conflict } from '../model/errors.js';
import { counted } from '../model/words.js';
import { StatusService } from '../monitor/status.service.js';
import { Requests } from './requests.js';
import { StandingOrders } from './standing.orders.js';

/** Hears how far it is, in words. */
export type OnProgress = (text: string) => void;

/** Does what was asked for, once it is allowed and written down. */
@Injectable()
export class Performer {
  private isRolling = false;

  constructor(
    private readonly requests: Requests,
    private readonly orders: StandingOrders,
    private readonly status: StatusService,
  ) {}

  /** Resolves with what came of it, in words. Rejects with words, too. */
  async perform({ action, reason }: Pick<Wish, 'action' | 'reason'>, onProgress: OnProgress): Promise<string> {
    switch (action.kind) {
      case 'shards.reconnect':
        return this.alone(() => this.reconnectAll(action, onProgress));
      case 'maintenance.begin':
        await this.orders.setMaintenance({ since: now(), until: now() + action.forMs, reason });
        return 'Maintenance has begun.';
      case 'maintenance.end':
        await this.orders.setMaintenance(null);
        return 'Maintenance is over.';
      case 'presence.set': {
        const text = await this.requests.send({ type: 'presence.set', presence: action.presence });
        await this.orders.keepPresence(action.presence);
        return text;
      }
      default:
        return this.send(action);
    }
  }

  private send(action: Exclude<Action, { kind: HereDone }>): Promise<string> {
    const { kind: type, ...rest } = action;
    return this.requests.send({ type, ...rest } as Parameters<Requests['send']>[0]);
  }

  /** Two at once would take two shards away at a time. */
  private async alone(roll: () => Promise<string>): Promise<string> {
    if (this.isRolling) throw new Conflict('All shards are being reconnected already.');
    this.isRolling = true;
    try {
      return await roll();
    } finally {
      this.isRolling = false;
    }
  }

  private async reconnectAll({ session, isForced }: ReconnectAll, onProgress: OnProgress): Promise<string> {
    const ids = this.status.now().shards.map(({ id }) => id);
    for (const [at, shardId] of ids.entries()) {
      onProgress(`${at} of ${counted(ids.length, 'shard')} are back.`);
      try {
        await this.requests.send({ type: 'shard.reconnect', shardId, session, isForced });
      } catch (error) {
        const why = error instanceof Conflict ? error.message : `Shard ${shardId} failed.`;
        throw new Conflict(
          `${why} ${at} of ${counted(ids.length, 'shard')} came back before; the others were left alone.`,
        );
      }
    }
    return `All ${counted(ids.length, 'shard')} are back.`;
  }
}

type HereDone = 'shards.reconnect' | 'maintenance.begin' | 'maintenance.end' | 'presence.set';
