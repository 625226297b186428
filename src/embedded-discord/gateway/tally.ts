/** What happened on one shard since the start, whichever session it was. */
export interface ShardTally {
  /** IDENTIFYs that led to READY. */
  identifies: number;
  /** RESUMEs that led to RESUMED. */
  resumes: number;
}

/** Who ended a connection, and with which code. */
export interface Closes {
  /** Times by code, e.g. `{"4000": 2}`. */
  readonly byServer: Readonly<Record<string, number>>;
  /** 1006 is a connection that was cut, 1005 a close without a code. */
  readonly byClient: Readonly<Record<string, number>>;
}

/** Counts of the gateway since the start. */
export class Tally {
  /** WebSockets that were accepted. */
  connections = 0;
  /** Times op 9 was sent. */
  invalidSessions = 0;
  /** Heartbeats that came, over all shards. */
  heartbeats = 0;
  /** Connections closed because their heartbeat did not come. */
  missedHeartbeats = 0;
  /** Frames that were no payload: too long, no JSON, no opcode, or with data that makes no sense. */
  malformedFrames = 0;
  /** RATE_LIMITED events sent. */
  rateLimits = 0;
  private readonly shards = new Map<number, ShardTally>();
  private readonly ended = { byServer: new Map<number, number>(), byClient: new Map<number, number>() };

  of(shardId: number): ShardTally {
    const known = this.shards.get(shardId) ?? { identifies: 0, resumes: 0 };
    this.shards.set(shardId, known);
    return known;
  }

  get identifies(): number {
    return [...this.shards.values()].reduce((sum, shard) => sum + shard.identifies, 0);
  }

  get resumes(): number {
    return [...this.shards.values()].reduce((sum, shard) => sum + shard.resumes, 0);
  }

  get closes(): Closes {
    const { byServer, byClient } = this.ended;
    return { byServer: Object.fromEntries(byServer), byClient: Object.fromEntries(byClient) };
  }

  /** Counts a connection that ended. */
  ends(by: keyof Closes, code: number): void {
    const codes = this.ended[by];
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
}
