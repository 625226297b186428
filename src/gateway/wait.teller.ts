import { now } from '../bus/now.js';
import type { Waiting } from '../model/shard.js';
import { signInWaitWords } from '../model/wait-words.js';
import type { ShardFacts } from './shard-facts.js';
import type { Teller } from './teller.js';

/** Milliseconds. A wait that is longer is worth a line, and so is an end that moves by more. */
const LONG_WAIT_MS = 10_000;

/** Says that a shard waits long for its sign-in: once for each wait, however often it looks whether that is over. */
export class WaitTeller {
  /** By shard: the end that was told last, epoch milliseconds. */
  private readonly told = new Map<number, number>();

  constructor(private readonly teller: Teller) {}

  /** @param until epoch milliseconds; `null` when it is not known */
  waits({ id: shardId, identifyStreak }: ShardFacts, waitingFor: Waiting, until: number | null): void {
    if (until === null || (waitingFor !== 'identify_back_off' && waitingFor !== 'session_starts')) return;
    if (until - now() <= LONG_WAIT_MS || Math.abs(until - (this.told.get(shardId) ?? 0)) <= LONG_WAIT_MS) return;
    this.told.set(shardId, until);
    const level = waitingFor === 'session_starts' || identifyStreak > 0 ? 'warn' : 'info';
    this.teller.tell(level, signInWaitWords({ waitingFor, until, identifyStreak }, now()), { shardId });
  }
}
