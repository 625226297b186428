import { Connection } from '../gateway/connection.js';
import type { Gateway } from '../gateway/gateway.js';
import type { Session } from '../gateway/session.js';
import type { Fault } from './fault.js';

/** Nobody is there to whom it could happen. */
export class NobodyThere extends Error {
  override readonly name = 'NobodyThere';
}

/** The sessions that a fault means, connected or not. */
export function sessionsOf(gateway: Gateway, { scope }: Fault): Session[] {
  return gateway.sessions.all().filter(({ identity }) => scope.shards?.includes(identity.shardId) ?? true);
}

/**
 * The open connections that a fault means.
 *
 * @throws {NobodyThere} when it names a shard to which nobody is connected, because then nothing would happen
 */
export function connectionsOf(gateway: Gateway, fault: Fault): { session: Session; connection: Connection }[] {
  const connected = sessionsOf(gateway, fault).flatMap((session) => {
    const { connection } = session;
    return connection instanceof Connection ? [{ session, connection }] : [];
  });
  const lonely = fault.scope.shards?.find((id) => !connected.some(({ session }) => session.identity.shardId === id));
  if (lonely !== undefined) throw new NobodyThere(`Nobody is connected to shard ${lonely}`);
  return connected;
}
