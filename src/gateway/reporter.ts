import { Injectable } from '@nestjs/common';
import { type APIGuild, GatewayDispatchEvents, type GatewayDispatchPayload, GatewayOpcodes } from 'discord.js';
import { Subject } from 'rxjs';
import { now } from '../bus/now.js';
import { type Problem, type ProblemKind, explain, isFatal } from '../model/problem.js';
import { type Waiting, unacknowledgedMs } from '../model/shard.js';
import { closeWords, counted } from '../model/words.js';
import { RESUMING } from './discordjs-internals.js';
import { Gaps } from './gaps.js';
import { closeProblem, hostOf, problemOf } from './problems.js';
import type { Refusal } from './refusal.js';
import type { ShardFacts, Unread } from './shard-facts.js';
import { Shards } from './shards.js';
import { isCanaryAnswer } from './supervision/canary-nonce.js';
import { type WebSocketManager, WebSocketShardEvents } from './supervision/discordjs-ws.js';
import { IdentifyGuard } from './supervision/identify-guard.js';
import type { ShardObserver } from './supervision/shard-observer.js';
import { Teller } from './teller.js';

/** Events by which a guild named in READY comes, or is said to be unavailable. */
const OF_GUILDS: ReadonlySet<string> = new Set([GatewayDispatchEvents.GuildCreate, GatewayDispatchEvents.GuildDelete]);

/** Turns what the shards do into facts, and the steps of their life into words. */
@Injectable()
export class Reporter implements ShardObserver {
  /** Shards that Discord refused for good, each with its reason. */
  readonly refusals$ = new Subject<Refusal>();

  constructor(
    private readonly shards: Shards,
    private readonly teller: Teller,
    private readonly guard: IdentifyGuard,
    private readonly gaps: Gaps,
  ) {
    guard.onWait = (shardId, waitingFor, until) => {
      if (waitingFor) this.waits(shardId, waitingFor, until);
      else this.goesOn(shardId);
    };
  }

  /** Listens to the manager that discord.js makes for all shards. */
  watch(manager: WebSocketManager): void {
    manager.on(WebSocketShardEvents.Dispatch, ({ shardId, data }) => this.dispatched(shardId, data));
    manager.on(WebSocketShardEvents.HeartbeatComplete, ({ shardId }) => {
      this.shards.change(shardId, (shard) => shard.acknowledged(now(), this.unread));
    });
    manager.on(WebSocketShardEvents.Hello, ({ shardId }) => this.shards.move(shardId, 'identifying'));
    manager.on(WebSocketShardEvents.Ready, ({ shardId, data }) => this.greeted(shardId, data.guilds));
    manager.on(WebSocketShardEvents.Closed, ({ shardId, code }) => this.closed(shardId, code));
  }

  spawned(shardIds: readonly number[], of: number): void {
    this.shards.spawn(shardIds, of);
  }

  connecting(shardId: number, address: string): void {
    this.shards.update(shardId, (shard) => {
      shard.attempt += 1;
      shard.connectCount += 1;
      shard.host = hostOf(address);
      shard.wait(null);
      shard.forgetConnection();
    });
    this.shards.move(shardId, 'connecting');
  }

  failed(shardId: number, error: unknown, address: string | null): void {
    const problem = problemOf(error, 'gateway', address);
    // The first failure of an outage is worth a line, the many that follow are not.
    if (this.shards.of(shardId)?.attempt === 1) this.teller.problem(problem, shardId);
    this.troubled(shardId, problem);
  }

  givenUp(shardId: number, kind: ProblemKind, detail: string): void {
    const host = this.shards.of(shardId)?.host ?? null;
    this.troubled(shardId, { kind, at: now(), peer: 'gateway', host, detail });
  }

  waits(shardId: number, waitingFor: Waiting, until: number | null): void {
    this.shards.change(shardId, (shard) => shard.wait(waitingFor, until));
    const shard = this.shards.of(shardId);
    if (shard) this.teller.waits(shard);
  }

  goesOn(shardId: number): void {
    this.shards.update(shardId, (shard) => shard.wait(null));
  }

  sent(shardId: number, opcode: GatewayOpcodes): void {
    this.shards.update(shardId, (shard) => this.count(shard, opcode));
    if (opcode === GatewayOpcodes.Identify) this.guard.spent(shardId);
    if (opcode === GatewayOpcodes.Resume) this.shards.move(shardId, 'resuming');
  }

  malformed(shardId: number, error: unknown): void {
    this.shards.update(shardId, (shard) => (shard.malformedCount += 1));
    const message = error instanceof Error ? error.message : String(error);
    this.teller.tell('warn', `An event could not be handled: ${message.slice(0, 200)}`, { shardId });
  }

  /** Commands that people used while the shard was away, and that Discord gave up before they came again. */
  cameTooLate(shardId: number, count: number): void {
    if (count === 0) return;
    const text = `Nobody was answered who used a command meanwhile: ${counted(count, 'command')} came too late`;
    this.teller.tell('info', text, { shardId });
  }

  abandoned(shardId: number): void {
    this.goesOn(shardId);
    if (this.shards.of(shardId)?.connection !== 'fatal') this.shards.move(shardId, 'disconnected');
  }

  /** The shard has its guilds: from now on it answers. */
  ready(shardId: number, unavailableGuildCount: number): void {
    // The library waits for guilds by a timer, also of a connection that is lost meanwhile, or not there yet.
    if (this.shards.of(shardId)?.connection !== 'waiting_for_guilds') return;
    this.shards.update(shardId, (shard) => (shard.hasItsGuilds = true));
    this.shards.move(shardId, 'connected');
    const waiting = unavailableGuildCount > 0 ? `, ${unavailableGuildCount} of its servers are unavailable` : '';
    this.teller.tell('info', `Connected with a new session${waiting}`, { shardId });
  }

  private readonly unread: Unread = (since) => this.shards.standstill.between(since, now());

  private count(shard: ShardFacts, opcode: GatewayOpcodes): void {
    const at = now();
    shard.sent(at);
    if (opcode === GatewayOpcodes.Heartbeat && unacknowledgedMs(shard, at) === null) shard.heartbeatSentAt = at;
    if (opcode === GatewayOpcodes.Resume) shard.replayedSince = shard.replayedCount;
    if (opcode !== GatewayOpcodes.Identify) return;
    shard.identifyCount += 1;
    shard.identifyStreak += 1;
  }

  private troubled(shardId: number, problem: Problem): void {
    this.shards.change(shardId, (shard) => (shard.lastError = shard.problemHere = problem));
  }

  /** A new session: Discord names the guilds of the shard, and those it does not name any more are gone. */
  private greeted(shardId: number, guilds: readonly { readonly id: string }[]): void {
    this.guard.stands(shardId);
    const ids = guilds.map(({ id }) => id);
    this.shards.update(shardId, (shard) => {
      this.gaps.begun(shard, ids.length);
      shard.began(ids);
    });
    const gone = this.shards.keepGuilds(shardId, new Set(ids));
    this.shards.move(shardId, 'waiting_for_guilds');
    if (gone > 0)
      this.teller.tell('info', `The bot was removed from ${counted(gone, 'server')} meanwhile`, { shardId });
  }

  private resumed(shardId: number): void {
    const shard = this.shards.of(shardId);
    if (!shard) return;
    this.guard.stands(shardId);
    shard.resumeCount += 1;
    this.gaps.resumed(shard);
    this.shards.move(shardId, shard.hasItsGuilds ? 'connected' : 'waiting_for_guilds');
  }

  private closed(shardId: number, code: number): void {
    if (this.shards.of(shardId)?.connection === 'disconnected') return; // given up before: that is no loss
    this.guard.lost(shardId);
    const problem = closeProblem(code);
    this.shards.update(shardId, (shard) => {
      shard.closed(code);
      if (code !== RESUMING) shard.lastError = isFatal(problem) ? problem : (shard.problemHere ?? problem);
      if (shard.connection === 'connected') this.tellLoss(shard, code);
    });
    this.shards.move(shardId, isFatal(problem) ? 'fatal' : 'connecting');
    if (!isFatal(problem)) return;
    this.teller.problem(problem, shardId);
    this.refusals$.next({ problem, openedAt: this.shards.of(shardId)?.openedAt ?? 0 });
  }

  private tellLoss({ id: shardId, lastError }: ShardFacts, code: number): void {
    if (code === RESUMING) return this.teller.tell('info', 'Reconnecting to resume its session', { shardId });
    const why = lastError && lastError.kind !== 'connection_closed' ? explain(lastError).words : closeWords(code);
    this.teller.tell('warn', `Lost its connection: ${why}`, { shardId, detail: { closeCode: code } });
  }

  private dispatched(shardId: number, payload: GatewayDispatchPayload): void {
    const shard = this.shards.of(shardId);
    if (!shard) return;
    const { t: type } = payload;
    shard.numbers.came(payload.s);
    // Not the library's own event for it, which overtakes the last events of the replay.
    if (type === GatewayDispatchEvents.Resumed) return this.resumed(shardId);
    if (type === GatewayDispatchEvents.GuildMembersChunk && isCanaryAnswer(payload.d.nonce)) {
      const { nonce } = payload.d;
      return this.shards.change(shardId, () => shard.canaryAnswered(nonce, now(), this.unread));
    }
    if (type === GatewayDispatchEvents.Ready) return; // says how the session goes, and nothing of what happens
    shard.heard(now());
    if (shard.missingGuilds.size > 0 && OF_GUILDS.has(type)) shard.missingGuilds.delete((payload.d as APIGuild).id);
    if (type === GatewayDispatchEvents.InteractionCreate) shard.interactionCount += 1;
    if (shard.connection === 'resuming') shard.replayedCount += 1;
  }
}
