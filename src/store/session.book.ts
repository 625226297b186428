import { Injectable } from '@nestjs/common';
import { Store } from './store.js';

/** One session at Discord, with all that the next process needs to take it up. */
export interface KeptSession {
  readonly shardId: number;
  readonly sessionId: string;
  readonly sequence: number;
  readonly resumeUrl: string;
  readonly shardCount: number;
  /** Epoch milliseconds at which it began. */
  readonly startedAt: number;
  /** Epoch milliseconds at which it was last known to live. */
  readonly aliveAt: number;
}

export interface KeptGuild {
  readonly guildId: string;
  readonly shardId: number;
  /** JSON as Discord sent it, changed by what came after. */
  readonly json: string;
}

/** What changed since the last time. */
export interface SessionChanges {
  readonly sessions: readonly KeptSession[];
  /** Shards without a session any more. */
  readonly endedShards: readonly number[];
  readonly guilds: readonly KeptGuild[];
  readonly goneGuilds: readonly string[];
}

/** Rows in one statement; SQLite takes 32,766 values. */
const ROWS_AT_ONCE = 500;

/** Remembers the sessions and what they do not tell again. */
@Injectable()
export class SessionBook {
  constructor(private readonly store: Store) {}

  async client(): Promise<{ readonly fingerprint: string; readonly json: string } | null> {
    const row = await this.store.db.selectFrom('kept_client').select(['fingerprint', 'json']).executeTakeFirst();
    return row ?? null;
  }

  async sessions(): Promise<readonly KeptSession[]> {
    const rows = await this.store.db.selectFrom('kept_session').selectAll().execute();
    return rows.map((row) => ({
      shardId: row.shard_id,
      sessionId: row.session_id,
      sequence: row.sequence,
      resumeUrl: row.resume_url,
      shardCount: row.shard_count,
      startedAt: row.started_at,
      aliveAt: row.alive_at,
    }));
  }

  async guildsOf(shardId: number): Promise<readonly KeptGuild[]> {
    const rows = await this.store.db.selectFrom('kept_guild').selectAll().where('shard_id', '=', shardId).execute();
    return rows.map((row) => ({ guildId: row.guild_id, shardId: row.shard_id, json: row.json }));
  }

  async guild(guildId: string): Promise<KeptGuild | null> {
    const row = await this.store.db
      .selectFrom('kept_guild')
      .selectAll()
      .where('guild_id', '=', guildId)
      .executeTakeFirst();
    return row ? { guildId: row.guild_id, shardId: row.shard_id, json: row.json } : null;
  }

  async keepClient(fingerprint: string, json: string): Promise<void> {
    const row = { id: 1, fingerprint, json };
    await this.store.db
      .insertInto('kept_client')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }

  /** All or nothing. */
  async keep({ sessions, endedShards, guilds, goneGuilds }: SessionChanges): Promise<void> {
    await this.store.db.transaction().execute(async (db) => {
      if (endedShards.length > 0) await db.deleteFrom('kept_session').where('shard_id', 'in', endedShards).execute();
      for (const rows of inSlices(goneGuilds))
        await db.deleteFrom('kept_guild').where('guild_id', 'in', rows).execute();
      for (const rows of inSlices(sessions.map(sessionRow))) {
        await db
          .replaceInto('kept_session')
          .values([...rows])
          .execute();
      }
      for (const rows of inSlices(guilds)) {
        const values = rows.map(({ guildId, shardId, json }) => ({ guild_id: guildId, shard_id: shardId, json }));
        await db.replaceInto('kept_guild').values(values).execute();
      }
    });
  }

  /** Nothing of it may be used any more. */
  async forget(): Promise<void> {
    await this.store.db.transaction().execute(async (db) => {
      await db.deleteFrom('kept_session').execute();
      await db.deleteFrom('kept_guild').execute();
      await db.deleteFrom('kept_client').execute();
    });
  }
}

function sessionRow(session: KeptSession) {
  return {
    shard_id: session.shardId,
    session_id: session.sessionId,
    sequence: session.sequence,
    resume_url: session.resumeUrl,
    shard_count: session.shardCount,
    started_at: session.startedAt,
    alive_at: session.aliveAt,
  };
}

function inSlices<T>(rows: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, at) =>
    rows.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE),
  );
}
