import { Injectable } from '@nestjs/common';
import { firstValueFrom, filter, map, merge, timer } from 'rxjs';
import { EventBus } from '../bus/event-bus.js';
import { now } from '../bus/now.js';
import { Conflict, Unavailable } from '../model/errors.js';
import type { ReconnectShardRequest } from '../model/request.js';
import { counted, shortTime } from '../model/words.js';
import { ManagerDoor } from './manager-door.js';
import type { ShardFacts } from './shard-facts.js';
import { Shards } from './shards.js';
import { IdentifyGuard } from './supervision/identify-guard.js';

/** What a shard had done before it was told to reconnect. */
type Past = Pick<ShardFacts, 'identifyCount' | 'replayedCount'> & { readonly at: number };

/** Gives a shard a new connection because a person wants it. */
@Injectable()
export class ShardRemedies {
  constructor(
    private readonly bus: EventBus,
    private readonly shards: Shards,
    private readonly door: ManagerDoor,
    private readonly guard: IdentifyGuard,
  ) {}

  owns(shardId: number): boolean {
    return this.door.strategy?.shard(shardId) !== undefined && this.shards.of(shardId) !== undefined;
  }

  /**
   * Resolves with what came of it, in words, once the shard is back.
   *
   * @throws {Conflict} when reconnecting is paused @throws {Unavailable} when it is not back in time
   */
  async reconnect({ shardId, session, isForced, until }: ReconnectShardRequest): Promise<string> {
    const shard = this.door.strategy?.shard(shardId);
    const facts = this.shards.of(shardId);
    if (!shard || !facts) throw new Unavailable(`Shard ${shardId}`);
    if (this.guard.reconnecting.pausedSince !== null) throw new Conflict('Reconnecting is paused: continue it first.');
    if (isForced) this.guard.permit(shardId);
    const past: Past = { identifyCount: facts.identifyCount, replayedCount: facts.replayedCount, at: now() };
    const outcome = this.outcome(facts, until);
    shard.renew(session);
    const how = await outcome;
    if (how !== 'back') throw new Conflict(failureWords[how](shardId));
    return wordsOf(facts, past);
  }

  private outcome({ id, connection: before }: ShardFacts, until: number): Promise<'back' | 'refused' | 'late'> {
    const back$ = this.shards.connected$.pipe(
      filter((shard) => shard.id === id),
      map(() => 'back' as const),
    );
    const refused$ = this.bus.events$.pipe(
      filter((event) => event.type === 'shard.changed' && event.shard.id === id),
      filter((event) => event.type === 'shard.changed' && event.shard.connection === 'fatal' && before !== 'fatal'),
      map(() => 'refused' as const),
    );
    const late$ = timer(Math.max(0, until - now())).pipe(map(() => 'late' as const));
    return firstValueFrom(merge(back$, refused$, late$));
  }
}

const failureWords = {
  refused: (id: number) => `Discord refused shard ${id} for good.`,
  late: (id: number) => `Shard ${id} was not back in time. It goes on trying by itself.`,
};

function wordsOf({ id, identifyCount, replayedCount }: ShardFacts, past: Past): string {
  const after = `Shard ${id} is back after ${shortTime(now() - past.at)}`;
  if (identifyCount > past.identifyCount) return `${after}, with a new session.`;
  const replayed = replayedCount - past.replayedCount;
  return `${after}, with the session it had${replayed > 0 ? `: ${counted(replayed, 'event')} came afterwards` : ''}.`;
}
