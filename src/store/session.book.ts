import { Injectable } from '@nestjs/common';
import type { Transaction } from 'kysely';
import { setSinceLastRun } from './clock-set.js';
import type { KeptGuildTable, KeptSessionTable, Schema } from './schema.js';
import { inSlices } from './slices.js';
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

/** Whose sessions these are. */
export interface KeptClient {
  /** Of token, intents, cache and format: sessions under another one are not used. */
  readonly fingerprint: string;
  /** User and application of READY, as JSON. */
  readonly json: string;
}

/** What changed since the last time. */
export interface SessionChanges {
  /** `null` when it is as before. With another fingerprint, all sessions kept so far are forgotten. */
  readonly client: KeptClient | null;
  /** Shards whose session is over: it and what is kept of their guilds are forgotten, before anything new is kept. */
  readonly endedShards: readonly number[];
  readonly sessions: readonly KeptSession[];
  readonly guilds: readonly KeptGuild[];
  readonly goneGuilds: readonly string[];
}

/** Guilds that are read in one turn of the event loop. */
const GUILDS_AT_ONCE = 50;

/** Remembers the sessions and what they do not tell again. */
@Injectable()
export class SessionBook {
  constructor(private readonly store: Store) {}

  /** Whether what is kept here is still there after a restart. */
  get isLasting(): boolean {
    return this.store.kept !== 'memory';
  }

  /** The same object as long as the store is the same: another one holds nothing of what was kept before. */
  get edition(): object {
    return this.store.db;
  }

  async client(): Promise<KeptClient | null> {
    const row = await this.store.db.selectFrom('kept_client').select(['fingerprint', 'json']).executeTakeFirst();
    return row ?? null;
  }

  /** Those of the process before this one. Their times are by the clock of this one, however it was set meanwhile. */
  async sessions(): Promise<readonly KeptSession[]> {
    const setMs = await setSinceLastRun(this.store);
    const rows = await this.store.db.selectFrom('kept_session').selectAll().execute();
    return rows.map((row) => ({
      shardId: row.shard_id,
      sessionId: row.session_id,
      sequence: row.sequence,
      resumeUrl: row.resume_url,
      shardCount: row.shard_count,
      startedAt: row.started_at + setMs,
      aliveAt: row.alive_at + setMs,
    }));
  }

  /** The guilds of a shard, some at a time, so that nobody waits long. */
  async *guildsOf(shardId: number): AsyncGenerator<readonly KeptGuild[], void> {
    for (let after = ''; ;) {
      const rows = await this.store.db
        .selectFrom('kept_guild')
        .selectAll()
        .where('shard_id', '=', shardId)
        .where('guild_id', '>', after)
        .orderBy('guild_id')
        .limit(GUILDS_AT_ONCE)
        .execute();
      if (rows.length > 0) yield rows.map((row) => ({ guildId: row.guild_id, shardId: row.shard_id, json: row.json }));
      const last = rows.at(-1);
      if (!last) return;
      after = last.guild_id;
    }
  }

  async guild(guildId: string): Promise<KeptGuild | null> {
    const row = await this.store.db
      .selectFrom('kept_guild')
      .selectAll()
      .where('guild_id', '=', guildId)
      .executeTakeFirst();
    return row ? { guildId: row.guild_id, shardId: row.shard_id, json: row.json } : null;
  }

  /** All or nothing. */
  async keep({ client, endedShards, sessions, guilds, goneGuilds }: SessionChanges): Promise<void> {
    await this.store.db.transaction().execute(async (db) => {
      if (client) await keepClient(db, client);
      for (const shards of inSlices(endedShards)) {
        await db.deleteFrom('kept_session').where('shard_id', 'in', shards).execute();
        await db.deleteFrom('kept_guild').where('shard_id', 'in', shards).execute();
      }
      for (const ids of inSlices(goneGuilds)) await db.deleteFrom('kept_guild').where('guild_id', 'in', ids).execute();
      for (const rows of inSlices(guilds.map(guildRow))) await keepGuilds(db, rows);
      for (const rows of inSlices(sessions.map(sessionRow))) await keepSessions(db, rows);
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

async function keepClient(db: Transaction<Schema>, client: KeptClient): Promise<void> {
  const { fingerprint } = client;
  const isOurs = db.selectFrom('kept_client').select('id').where('fingerprint', '=', fingerprint);
  for (const table of ['kept_session', 'kept_guild'] as const) {
    await db
      .deleteFrom(table)
      .where((of) => of.not(of.exists(isOurs)))
      .execute();
  }
  await db
    .insertInto('kept_client')
    .values({ id: 1, ...client })
    .onConflict((known) => known.column('id').doUpdateSet(client))
    .execute();
}

async function keepGuilds(db: Transaction<Schema>, rows: KeptGuildTable[]): Promise<void> {
  await db
    .insertInto('kept_guild')
    .values(rows)
    .onConflict((known) =>
      known.column('guild_id').doUpdateSet((of) => ({
        shard_id: of.ref('excluded.shard_id'),
        json: of.ref('excluded.json'),
      })),
    )
    .execute();
}

async function keepSessions(db: Transaction<Schema>, rows: KeptSessionTable[]): Promise<void> {
  await db
    .insertInto('kept_session')
    .values(rows)
    .onConflict((known) =>
      known.column('shard_id').doUpdateSet((of) => ({
        session_id: of.ref('excluded.session_id'),
        sequence: of.ref('excluded.sequence'),
        resume_url: of.ref('excluded.resume_url'),
        shard_count: of.ref('excluded.shard_count'),
        started_at: of.ref('excluded.started_at'),
        alive_at: of.ref('excluded.alive_at'),
      })),
    )
    .execute();
}

function guildRow({ guildId, shardId, json }: KeptGuild) {
  return { guild_id: guildId, shard_id: shardId, json };
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
