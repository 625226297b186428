import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, ClientConfig } from 'pg';
import { Conflict } from '../model/errors.js';

/** Milliseconds that a goodbye may take. */
const GOODBYE_WITHIN_MS = 1_000;
/** Others may lock numbers of their own in the same database: the name makes ours another one. */
const LOCK = "hashtextextended($1 || ' of Shardwatch', 0)";
const HOLDER = `
  select application_name from pg_stat_activity join pg_locks using (pid)
  where locktype = 'advisory' and objsubid = 1 and granted
    and ((classid::bigint << 32) | objid::bigint) = ${LOCK}`;
/** A machine that dies says no goodbye: the database notices within half a minute. Ignored on a socket of this machine. */
const KEEP_ALIVE = 'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3';

/**
 * Keeps a second process away from a store in PostgreSQL: an advisory lock that the database lets go of when our session
 * with it ends, however it ends.
 */
export class PostgresLock {
  private client: Client | null = null;

  /** @param name of the store @param connect makes a client that is not connected yet */
  constructor(
    private readonly name: string,
    private readonly makeClient: (config: ClientConfig) => Promise<Client>,
  ) {}

  /** Takes it, unless we hold it. @throws {Conflict} when another process holds it */
  async hold(): Promise<void> {
    if (this.client) {
      await this.client.query('select 1');
      return;
    }
    const client = await this.makeClient({ keepAlive: true });
    client.on('error', () => this.lost(client)); // without a listener a lost session would end the process
    client.on('end', () => this.lost(client));
    try {
      await client.connect();
      await client.query(KEEP_ALIVE);
      await this.take(client);
      this.client = client;
    } catch (error) {
      void end(client);
      throw error;
    }
  }

  private async take(client: Client): Promise<void> {
    const { rows } = await client.query<{ is_ours: boolean }>(`select pg_try_advisory_lock(${LOCK}) as is_ours`, [
      this.name,
    ]);
    if (rows[0]?.is_ours) return;
    const holders = await client.query<{ application_name: string }>(HOLDER, [this.name]);
    const holder = holders.rows[0]?.application_name.replace(/^shardwatch /, '') ?? 'another process';
    throw new Conflict(
      `Another Shardwatch (${holder}) already runs this bot: it holds the lock of ${this.name} in the database. Stop it first: two of them would get in each other's way.`,
    );
  }

  private lost(client: Client): void {
    if (this.client === client) this.client = null;
  }

  /** Lets others have it. */
  async release(): Promise<void> {
    const ended = this.drop();
    await Promise.race([ended, sleep(GOODBYE_WITHIN_MS, undefined, { ref: false })]);
  }

  /** Gives up a session that does not answer any more, so that `hold` begins a new one. */
  drop(): Promise<void> {
    const { client } = this;
    this.client = null;
    return client ? end(client) : Promise.resolve();
  }
}

/** Never rejects; it may take as long as the network does. */
function end(client: Client): Promise<void> {
  return client.end().catch(() => undefined);
}
