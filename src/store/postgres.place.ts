import { Kysely, PostgresDialect } from 'kysely';
import { hostname } from 'node:os';
import type { Client, ClientBase, ClientConfig, Pool } from 'pg';
import { InvalidSettings } from '../config/environment.js';
import { Conflict } from '../model/errors.js';
import { migrate } from './migrate.js';
import type { Numbering } from './migrations.js';
import { type OnFailure, Place, failuresTo } from './place.js';
import { PostgresLock } from './postgres.lock.js';
import { reasonOf } from './postgres.words.js';
import { PatientPool } from './postgres.pool.js';
import type { Schema } from './schema.js';

/** Milliseconds for a new connection; the pages wait as long for the first one. */
const CONNECTED_WITHIN_MS = 3_000;
/** Milliseconds that the database gives a statement. */
const STATEMENT_WITHIN_MS = 4_000;
/** Milliseconds after which we give up a database that says nothing at all. */
const ANSWERED_WITHIN_MS = 5_000;
/** Connections beside the one that holds the lock: writing, reading, and one for a person who looks at a page. */
const MOST_CONNECTIONS = 3;
/** PostgreSQL's own number of its 64-bit integers. Ours are times and counts, which a number holds exactly. */
const INT8 = 20;

const numbering: Numbering = (column) => column.generatedByDefaultAsIdentity();

/** One schema for each bot in a PostgreSQL database, locked against a second process. */
export class PostgresPlace extends Place {
  readonly kept = 'database';
  private readonly schema: string;
  private readonly lock: PostgresLock;

  /** @param url secret @param botId snowflake; part of the schema's name, so that bots may share a database */
  constructor(
    private readonly url: string,
    botId: string,
  ) {
    super();
    this.schema = `shardwatch_${botId}`;
    this.lock = new PostgresLock(this.schema, (config) => this.client(config));
  }

  async open(onFailure: OnFailure): Promise<Kysely<Schema>> {
    await this.lock.hold();
    const dialect = new PostgresDialect({ pool: new PatientPool(await this.pool()) });
    const db = new Kysely<Schema>({ dialect, log: failuresTo(onFailure) });
    try {
      await migrate({ db, numbering, schema: this.schema, setting: 'DATABASE_URL' });
      return db;
    } catch (error) {
      void this.lock.drop();
      db.destroy().catch(() => undefined); // nobody waits: it may hang as long as the network does
      throw error;
    }
  }

  /** For a tool that works beside the process: without the lock, and with the tables as they are. */
  async openBeside(): Promise<Kysely<Schema>> {
    return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: await this.pool() }) });
  }

  async look(): Promise<void> {
    try {
      await this.lock.hold();
    } catch (error) {
      void this.lock.drop();
      throw error;
    }
  }

  /** A database has people who know what to do with it. */
  setAside(): boolean {
    return false;
  }

  close(): Promise<void> {
    return this.lock.release();
  }

  wordsFor(error: unknown): { readonly reason: string; readonly advice: string } {
    if (error instanceof Conflict) return { reason: 'another Shardwatch has this bot now', advice: error.message };
    const advice = 'Look at DATABASE_URL and at the database.';
    return { reason: `the database cannot be used (${reasonOf(error)})`, advice };
  }

  private get config(): ClientConfig {
    return {
      connectionString: this.url,
      connectionTimeoutMillis: CONNECTED_WITHIN_MS,
      query_timeout: ANSWERED_WITHIN_MS,
      application_name: `shardwatch process ${process.pid} on ${hostname()}`.slice(0, 63),
    };
  }

  private async pool(): Promise<Pool> {
    const { Pool } = await postgres();
    const settings = { max: MOST_CONNECTIONS, idleTimeoutMillis: 30_000, onConnect: this.setUp.bind(this) };
    const pool = new Pool({ ...this.config, ...settings });
    // Without listeners a lost connection would end the process. Whoever uses it is told, and the next query opens another.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  }

  /** By statements: poolers between us and the database refuse most of what may be said at the connecting. */
  private async setUp(client: ClientBase): Promise<void> {
    await client.query(
      `set search_path to "${this.schema}"; set statement_timeout to ${STATEMENT_WITHIN_MS}; set idle_in_transaction_session_timeout to ${ANSWERED_WITHIN_MS}`,
    );
  }

  private async client(config: ClientConfig): Promise<Client> {
    const { Client } = await postgres();
    try {
      return new Client({ ...this.config, ...config });
    } catch {
      // The driver's words may hold the address, and the address holds a password.
      throw new InvalidSettings(['DATABASE_URL cannot be used: a certificate or an option in it is wrong']);
    }
  }
}

/** Read only where it is used: most bots keep their memory in a file. */
async function postgres() {
  const { Client, Pool, types } = (await import('pg')).default;
  types.setTypeParser(INT8, Number);
  return { Client, Pool };
}
