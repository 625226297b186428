import { Injectable } from '@nestjs/common';
import { Store } from './store.js';

/** One IDENTIFY that was sent. */
export interface SessionStart {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly shardId: number;
}

/** Remembers the bot's session starts over restarts: Discord counts them for 24 hours. */
@Injectable()
export class SessionStartBook {
  constructor(private readonly store: Store) {}

  /** Notes one, and forgets those before `keepFrom` (epoch milliseconds). */
  async add({ at, shardId }: SessionStart, keepFrom: number): Promise<void> {
    const { db } = this.store;
    await db.insertInto('session_start').values({ at, shard_id: shardId }).execute();
    await db.deleteFrom('session_start').where('at', '<', keepFrom).execute();
  }

  /** All since `from` (epoch milliseconds), oldest first. */
  async since(from: number): Promise<readonly SessionStart[]> {
    const rows = await this.store.db
      .selectFrom('session_start')
      .select(['at', 'shard_id'])
      .where('at', '>=', from)
      .orderBy('at')
      .execute();
    return rows.map(({ at, shard_id: shardId }) => ({ at, shardId }));
  }
}
