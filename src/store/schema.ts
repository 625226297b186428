import type { Generated } from 'kysely';

/** The tables, as queries see them. Times are epoch milliseconds, snowflakes are text, yes and no are 1 and 0. */
export interface Schema {
  run: RunTable;
  session_start: SessionStartTable;
}

/** One life of the process. */
export interface RunTable {
  id: Generated<number>;
  started_at: number;
  /** `null` while it runs, and for ever when it ended without a goodbye. */
  stopped_at: number | null;
  version: string;
  pid: number;
}

/** One IDENTIFY. */
export interface SessionStartTable {
  id: Generated<number>;
  at: number;
  shard_id: number;
}
