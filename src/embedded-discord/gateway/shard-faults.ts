import type { Gateway } from './gateway.js';
import { OP } from './opcodes.js';
import type { Session } from './session.js';

/** What Discord does to a shard now and then, with no fault asked for. Both throw when nobody is connected there, because then nothing would happen. */
export class ShardFaults {
  constructor(private readonly gateway: Gateway) {}

  /** Cuts the TCP connection without a word. */
  drop(shardId: number): void {
    for (const session of this.connected(shardId)) session.connection?.terminate();
  }

  /** Asks the client to reconnect and resume (op 7). */
  reconnect(shardId: number): void {
    for (const session of this.connected(shardId)) session.connection?.send({ op: OP.reconnect, d: null });
  }

  private connected(shardId: number): Session[] {
    const here = this.gateway.sessions.all().filter(({ identity }) => identity.shardId === shardId);
    const connected = here.filter((session) => session.connection !== null);
    if (connected.length === 0) throw new Error(`Nobody is connected to shard ${shardId}`);
    return connected;
  }
}
