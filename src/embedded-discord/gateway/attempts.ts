import { asObject } from '../wire.js';
import type { Entrance } from './entrance.js';
import { shardIn } from './identify.js';
import type { SessionBook } from './session-book.js';
import { TimeLog } from './time-log.js';

/** What clients tried since the start, whatever became of it. */
export interface AttemptCounts {
  /** WebSockets that were asked for, those that were turned away included. */
  readonly upgrades: number;
  /** The same by the path they came by; one that leads nowhere is in neither. */
  readonly byPath: Readonly<Record<Entrance, number>>;
  /** IDENTIFYs and RESUMEs that came. */
  readonly identifies: number;
  readonly resumes: number;
  /** The same by shard; those that name no shard or no session we know have `null`, and come last. */
  readonly byShard: readonly ShardAttempts[];
}

export interface ShardAttempts {
  readonly shardId: number | null;
  readonly identifies: number;
  readonly resumes: number;
}

/** Takes note of what clients try. Times are epoch milliseconds of Discord's clock; the newest 20,000 of each are kept. */
export class Attempts {
  readonly upgrades = new TimeLog<Entrance | null>();
  readonly identifies = new TimeLog<number | null>();
  readonly resumes = new TimeLog<number | null>();

  constructor(private readonly sessions: SessionBook) {}

  identify(data: unknown, now: number): void {
    const body = asObject(data);
    const [shardId = null] = (body && shardIn(body)) ?? [];
    this.identifies.note(shardId, now);
  }

  resume(data: unknown, now: number): void {
    this.resumes.note(this.sessions.shardOf(asObject(data)?.['session_id']), now);
  }

  get counts(): AttemptCounts {
    const { upgrades, identifies, resumes } = this;
    const shards = [...new Set([...identifies.keys, ...resumes.keys])].sort((a, b) => rank(a) - rank(b));
    return {
      upgrades: upgrades.total,
      byPath: { gateway: upgrades.count('gateway'), resume: upgrades.count('resume') },
      identifies: identifies.total,
      resumes: resumes.total,
      byShard: shards.map((shardId) => ({
        shardId,
        identifies: identifies.count(shardId),
        resumes: resumes.count(shardId),
      })),
    };
  }
}

function rank(shardId: number | null): number {
  return shardId ?? Infinity;
}
