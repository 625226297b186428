import type { StandingFaults } from './standing-faults.js';

/** Who listens at the other end of a line: a session. */
export interface Listener {
  readonly identity: { readonly shardId: number };
  /** The guilds that belong to READY have been sent. */
  readonly hasGuilds: boolean;
}

/** Whether a shard hears nothing it asks for. The guilds after IDENTIFY still come: without them a client would not even begin. */
export function isDeaf(faults: StandingFaults, { identity, hasGuilds }: Listener): boolean {
  return hasGuilds && faults.take('ws.deaf', identity) !== null;
}
