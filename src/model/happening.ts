/** Something worth a line: a resume, a refused sign-in, a server that came or went. */
export interface Happening {
  /** Epoch milliseconds; together with shard and text it identifies the happening. */
  readonly at: number;
  readonly level: 'info' | 'warn' | 'error';
  /** `null` when it concerns the whole bot. */
  readonly shardId: number | null;
  /** Ours, in plain words; never text by strangers. */
  readonly text: string;
  /** Name of a guild, written by strangers; `null` when none is concerned. */
  readonly guildName: string | null;
}

/** How many the snapshot keeps, newest first. */
export const HAPPENINGS_KEPT = 50;
