import type { Connection } from '../gateway/connection.js';
import { OP } from '../gateway/opcodes.js';
import type { StandingFaults } from './standing-faults.js';

/** Does to a client what waits for it at this moment. True when it was met: nothing else may happen to it then. */
export function isMet(
  faults: StandingFaults,
  connection: Connection,
  { when, shardId }: { readonly when: 'connect' | 'identify' | 'resume'; readonly shardId: number | null },
): boolean {
  const isMeant = (params: { readonly when: string }): boolean => params.when === when;
  if (faults.take('ws.drop', { shardId }, isMeant)) {
    connection.reset();
    return true;
  }
  const close = faults.take('ws.close', { shardId }, isMeant);
  if (close) {
    connection.close(close.code);
    return true;
  }
  const invalid = faults.take('ws.op9', { shardId }, isMeant);
  if (invalid) connection.send({ op: OP.invalidSession, d: invalid.resumable });
  return invalid !== null;
}
