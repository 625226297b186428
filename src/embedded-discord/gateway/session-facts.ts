import type { Wire } from '../wire.js';
import type { Gateway } from './gateway.js';

/** What is known of one session, for those who watch from outside. */
export interface SessionFacts {
  readonly sessionId: string;
  readonly shardId: number;
  readonly shardCount: number;
  readonly intents: number;
  readonly isConnected: boolean;
  /** The path of the connection, `/gateway` or `/resume`; `null` while nobody is connected. */
  readonly path: string | null;
  /** The last sequence number given out. */
  readonly sequence: number;
  /** IDENTIFYs and RESUMEs of this shard since the start, over all its sessions. */
  readonly identifies: number;
  readonly resumes: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly lastHeartbeatAt: number | null;
  /** What the client last said about itself, in Discord's form. */
  readonly presence: Wire | null;
}

/** The sessions that are connected or could be resumed, by shard. */
export function sessionFacts({ sessions, tally }: Gateway): SessionFacts[] {
  const facts = sessions.all().map(({ id, identity, connection, sequence, startedAt, lastHeartbeatAt, presence }) => ({
    sessionId: id,
    shardId: identity.shardId,
    shardCount: identity.shardCount,
    intents: identity.intents,
    isConnected: connection !== null,
    path: connection?.path ?? null,
    sequence,
    ...tally.of(identity.shardId),
    startedAt,
    lastHeartbeatAt,
    presence,
  }));
  return facts.sort((a, b) => a.shardId - b.shardId);
}
