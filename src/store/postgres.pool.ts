import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Pool, PoolClient } from 'pg';

/**
 * A pool that never hands out again what did not answer in time. `pg` gives up such a query only on our side: the
 * connection goes on waiting for it, and so would all that comes after it.
 */
export class PatientPool implements PostgresPool {
  private readonly known = new WeakMap<PoolClient, PatientClient>();

  constructor(private readonly pool: Pool) {}

  async connect(): Promise<PatientClient> {
    const client = await this.pool.connect();
    const known = this.known.get(client) ?? new PatientClient(client);
    this.known.set(client, known);
    return known;
  }

  end(): Promise<void> {
    return this.pool.end();
  }
}

class PatientClient implements PostgresPoolClient {
  private isLost = false;

  constructor(private readonly client: PoolClient) {}

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: never): R;
  async query<R>(sql: string, parameters: readonly unknown[] = []): Promise<PostgresQueryResult<R>> {
    if (this.isLost) throw new Error('The connection to the database is lost');
    try {
      return (await this.client.query(sql, [...parameters])) as unknown as PostgresQueryResult<R>;
    } catch (error) {
      // The database's own errors have a code of five characters; everything else is trouble with the connection.
      this.isLost = !/^[0-9A-Z]{5}$/.test(String((error as { code?: unknown }).code));
      throw error;
    }
  }

  release(): void {
    this.client.release(this.isLost);
  }
}
