/** One process of ours, as it measures itself. */
export interface Instance {
  readonly id: string;
  readonly pid: number;
  readonly hostname: string;
  /** Version of Shardwatch. */
  readonly version: string;
  readonly nodeVersion: string;
  readonly libraryVersion: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Epoch milliseconds at which its program was read and began to work: on a busy machine that takes long. */
  readonly loadedAt: number;
  readonly rssBytes: number;
  readonly heapUsedBytes: number;
  readonly heapLimitBytes: number;
  /** Share of one core in the last sample, 0 and up; 1.5 means one and a half cores. `null` before the second sample. */
  readonly cpuRatio: number | null;
  /** Milliseconds of one core that it has used since it started. */
  readonly cpuMs: number;
  /** Milliseconds that 99 of 100 moments of the last sample's window wait at most; `null` before the first window is over. */
  readonly eventLoopLagMs: number | null;
  /** Samples since the start in which the event loop stood still for longer than the limit. */
  readonly eventLoopBlockCount: number;
  /** Errors that nobody caught since the start. The process goes on, but each is a defect. */
  readonly uncaughtErrorCount: number;
  /** The last of them in one line; `null` while there is none. */
  readonly lastUncaughtError: string | null;
  readonly store: StoreState;
}

/** What the store remembers of earlier lives of this process, and whether it can. */
export interface StoreState {
  /** `memory`: nothing will be remembered after a restart. */
  readonly kept: 'file' | 'database' | 'memory';
  /** Why what happens now will not be remembered, in words; `null` when it will. */
  readonly note: string | null;
  /** Times this bot was started with this store, this time included; `null` when it cannot be known. */
  readonly startCount: number | null;
  /** Epoch milliseconds of the very first start; `null` when it cannot be known. */
  readonly firstStartedAt: number | null;
  /** Whether the process before this one said goodbye; `null` when there was none. */
  readonly isPreviousStopClean: boolean | null;
  /** Version of Shardwatch that ran before; `null` when it cannot be known. */
  readonly previousVersion: string | null;
}
