import { GatewayCloseCodes } from 'discord.js';
import type { Problem } from '../../model/problem.js';
import type { WebSocketShardDestroyOptions } from './discordjs-ws.js';

/** The library's own reasons to connect anew: @discordjs/ws 1.2.3, `WebSocketShard`. */
const TIMED_OUT = 'Something timed out or went wrong while waiting for an event';
const RECONNECT_ASKED = 'Told to reconnect by Discord';
const INVALID_SESSION = 'Invalid session';

/** How far a shard had come. */
export interface Progress {
  /** HELLO came. */
  readonly isGreeted: boolean;
  readonly hasSession: boolean;
}

/** Whether the session outlives the connection: it does unless Discord itself has ended it. */
export function keepsSession(isStockResuming: boolean, { code, reason }: WebSocketShardDestroyOptions): boolean {
  if (reason === TIMED_OUT) return true;
  // Stock would resume after 4009 only to hear that the session is gone.
  return isStockResuming && code !== GatewayCloseCodes.SessionTimedOut;
}

/** Why the library connects anew, where neither an error nor a close code says it; `null` where one does. */
export function whyRecovering(
  { reason }: WebSocketShardDestroyOptions,
  { isGreeted, hasSession }: Progress,
): Pick<Problem, 'kind' | 'detail'> | null {
  switch (reason) {
    case RECONNECT_ASKED:
      return { kind: 'reconnect_asked', detail: 'op 7' };
    case INVALID_SESSION:
      return { kind: hasSession ? 'session_ended' : 'session_refused', detail: 'op 9' };
    case TIMED_OUT:
      return isGreeted
        ? { kind: 'session_refused', detail: 'no answer to IDENTIFY' }
        : { kind: 'timeout', detail: 'no HELLO' };
    default:
      return null;
  }
}
