import type { GatewayOpcodes } from 'discord.js';
import type { ProblemKind } from '../../model/problem.js';
import type { Waiting } from '../../model/shard.js';

/** What a shard tells while it works. On the hot path: implementations are synchronous and never throw. */
export interface ShardObserver {
  spawned(shardIds: readonly number[], of: number): void;
  /** A new connection is being opened to this address. */
  connecting(shardId: number, address: string): void;
  /** The connection failed before or after it was open. */
  failed(shardId: number, error: unknown, address: string | null): void;
  /** We give the connection up by ourselves; `kind` says why, `detail` what was waited for. */
  givenUp(shardId: number, kind: ProblemKind, detail: string): void;
  /** It waits before its next step, until `until` (epoch milliseconds; `null` when it cannot be known). */
  waits(shardId: number, waitingFor: Waiting, until: number | null): void;
  /** The wait is over. */
  goesOn(shardId: number): void;
  sent(shardId: number, opcode: GatewayOpcodes): void;
  /** An event whose handling failed, or a frame that could not be read. */
  malformed(shardId: number, error: unknown): void;
  /** It does not connect: nobody wants it any more, or a person has paused reconnecting. */
  abandoned(shardId: number): void;
}
