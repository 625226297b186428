import { Injectable } from '@nestjs/common';
import { GatewayDispatchEvents, GatewayOpcodes } from 'discord.js';
import { now } from '../bus/now.js';
import { isFatal } from '../model/problem.js';
import { closeWords, counted } from '../model/words.js';
import { type WebSocketManager, WebSocketShardEvents } from './discordjs-ws.js';
import type { ShardObserver } from './observed.strategy.js';
import { closeProblem, problemOf } from './problems.js';
import { Shards } from './shards.js';
import type { ShardFacts } from './shard-facts.js';
import { Teller } from './teller.js';

/** Turns what the shards do into facts, and the steps of their life into words. */
@Injectable()
export class Reporter implements ShardObserver {
  private isStopping = false;

  constructor(
    private readonly shards: Shards,
    private readonly teller: Teller,
  ) {}

  /** Listens to the manager that discord.js makes for all shards. */
  watch(manager: WebSocketManager): void {
    manager.on(WebSocketShardEvents.Dispatch, ({ shardId, data }) => this.dispatched(shardId, data.t));
    manager.on(WebSocketShardEvents.HeartbeatComplete, ({ shardId }) => {
      this.shards.update(shardId, (shard) => shard.acknowledged(now()));
    });
    manager.on(WebSocketShardEvents.Hello, ({ shardId }) => this.shards.move(shardId, 'identifying'));
    manager.on(WebSocketShardEvents.Ready, ({ shardId, data }) => this.greeted(shardId, data.guilds));
    manager.on(WebSocketShardEvents.Resumed, ({ shardId }) => this.resumed(shardId));
    manager.on(WebSocketShardEvents.Closed, ({ shardId, code }) => this.closed(shardId, code));
  }

  spawned(shardIds: readonly number[], of: number): void {
    this.shards.spawn(shardIds, of);
  }

  connecting(shardId: number): void {
    this.shards.update(shardId, (shard) => {
      shard.attempt += 1;
      shard.forgetHeartbeats();
    });
    this.shards.move(shardId, 'connecting');
  }

  failed(shardId: number, error: Error, address: string | null): void {
    const problem = problemOf(error, 'gateway', address);
    this.shards.update(shardId, (shard) => {
      shard.lastError = problem;
      if (shard.attempt === 1) this.teller.problem(problem, shardId);
    });
    this.shards.publish(shardId);
  }

  sent(shardId: number, opcode: GatewayOpcodes): void {
    if (opcode === GatewayOpcodes.Heartbeat) {
      this.shards.update(shardId, (shard) => (shard.heartbeatSentAt = now()));
    } else if (opcode === GatewayOpcodes.Identify) {
      this.shards.update(shardId, (shard) => (shard.identifyCount += 1));
    } else if (opcode === GatewayOpcodes.Resume) {
      this.shards.update(shardId, (shard) => (shard.replayedCount = 0));
      this.shards.move(shardId, 'resuming');
    }
  }

  /** A new session: Discord names the guilds of the shard, and those it does not name any more are gone. */
  private greeted(shardId: number, guilds: readonly { readonly id: string }[]): void {
    this.shards.update(shardId, (shard) => (shard.sessionStartedAt = now()));
    const gone = this.shards.keepGuilds(shardId, new Set(guilds.map(({ id }) => id)));
    this.shards.move(shardId, 'waiting_for_guilds');
    if (gone > 0)
      this.teller.tell('info', `The bot was removed from ${counted(gone, 'server')} meanwhile`, { shardId });
  }

  /** The shard has its guilds: from now on it answers. */
  ready(shardId: number, unavailableGuildCount: number): void {
    this.shards.move(shardId, 'connected');
    const waiting = unavailableGuildCount > 0 ? `, ${unavailableGuildCount} of its servers are unavailable` : '';
    this.teller.tell('info', `Connected with a new session${waiting}`, { shardId });
  }

  private resumed(shardId: number): void {
    let replayed = 0;
    this.shards.update(shardId, (shard) => {
      shard.resumeCount += 1;
      replayed = shard.replayedCount;
    });
    this.shards.move(shardId, 'connected');
    const missed = replayed === 0 ? 'no event was missed' : `${counted(replayed, 'missed event')} came again`;
    this.teller.tell('info', `Resumed its session, ${missed}`, { shardId });
  }

  abandoned(shardId: number): void {
    if (this.shards.of(shardId)?.connection !== 'fatal') this.shards.move(shardId, 'disconnected');
  }

  /** From now on a closed connection stays closed, and that is no loss. */
  stopping(): void {
    this.isStopping = true;
  }

  private closed(shardId: number, code: number): void {
    if (this.isStopping) return this.shards.move(shardId, 'disconnected');
    const problem = closeProblem(code);
    this.shards.update(shardId, (shard) => {
      shard.lastCloseCode = code;
      if (code !== OUR_CLOSE) shard.lastError = worthKeeping(shard, code) ?? problem;
      if (shard.connection === 'connected') this.tellLoss(shardId, code);
    });
    this.shards.move(shardId, isFatal(problem) ? 'fatal' : 'connecting');
    if (isFatal(problem)) this.teller.problem(problem, shardId);
  }

  private tellLoss(shardId: number, code: number): void {
    const text = code === OUR_CLOSE ? 'Reconnecting to resume its session' : `Lost its connection: ${closeWords(code)}`;
    this.teller.tell(code === OUR_CLOSE ? 'info' : 'warn', text, { shardId });
  }

  private dispatched(shardId: number, type: GatewayDispatchEvents): void {
    const shard = this.shards.of(shardId);
    if (!shard) return;
    shard.eventCount += 1;
    shard.lastEventAt = now();
    if (type === GatewayDispatchEvents.InteractionCreate) shard.interactionCount += 1;
    if (shard.connection === 'resuming' && type !== GatewayDispatchEvents.Resumed) shard.replayedCount += 1;
  }
}

/** The code with which we close to resume: https://discord.js.org, `CloseCodes.Resuming` of @discordjs/ws. */
const OUR_CLOSE = 4200;
/** No close frame came: the error that went before says more than the code. */
const ABNORMAL_CLOSE = 1006;

function worthKeeping({ lastError, connectionSince }: ShardFacts, code: number): ShardFacts['lastError'] {
  return code === ABNORMAL_CLOSE && lastError && lastError.at >= connectionSince ? lastError : null;
}
