import { GatewayCloseCodes } from 'discord.js';
import type { Problem } from '../../model/problem.js';
import { destroyReasons } from '../discordjs-internals.js';
import type { WebSocketShardDestroyOptions } from './discordjs-ws.js';

/** How far a shard had come. */
export interface Progress {
  /** HELLO came. */
  readonly isGreeted: boolean;
  readonly hasSession: boolean;
}

/** Whether the session outlives the connection: it does unless Discord itself has ended it. */
export function keepsSession(isStockResuming: boolean, { code, reason }: WebSocketShardDestroyOptions): boolean {
  if (reason === destroyReasons.timedOut) return true;
  // Stock would resume after 4009 only to hear that the session is gone.
  return isStockResuming && code !== GatewayCloseCodes.SessionTimedOut;
}

/** Why the library connects anew, where neither an error nor a close code says it; `null` where one does. */
export function whyRecovering(
  { reason }: WebSocketShardDestroyOptions,
  { isGreeted, hasSession }: Progress,
): Pick<Problem, 'kind' | 'detail'> | null {
  switch (reason) {
    case destroyReasons.reconnectAsked:
      return { kind: 'reconnect_asked', detail: 'op 7' };
    case destroyReasons.invalidSession:
      return { kind: hasSession ? 'session_ended' : 'session_refused', detail: 'op 9' };
    case destroyReasons.timedOut:
      return isGreeted
        ? { kind: 'session_refused', detail: 'no answer to IDENTIFY' }
        : { kind: 'timeout', detail: 'no HELLO' };
    default:
      return null;
  }
}
