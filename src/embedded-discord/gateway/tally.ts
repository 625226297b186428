/** What happened on one shard since the start, whichever session it was. */
export interface ShardTally {
  /** IDENTIFYs that led to READY. */
  identifies: number;
  /** RESUMEs that led to RESUMED. */
  resumes: number;
}

/** Counts of the gateway since the start. */
export class Tally {
  /** WebSockets that were accepted. */
  connections = 0;
  /** Times op 9 was sent. */
  invalidSessions = 0;
  private readonly shards = new Map<number, ShardTally>();

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
}
