import { Injectable } from '@nestjs/common';
import type { Maintenance, Standing } from '../model/standing.js';
import type { Presence } from '../model/presence.js';
import { Store } from './store.js';

/** What outlives the process: a restart ends a pause, and brings the log back to its usual level. */
export interface KeptStanding {
  readonly maintenance: Maintenance;
  readonly presence: Presence;
}

/** Keeps what people have ordered and what shall hold after a restart too. */
@Injectable()
export class StandingBook {
  constructor(private readonly store: Store) {}

  /** A row that is damaged is an order less, and no more. */
  async read(): Promise<Pick<Standing, keyof KeptStanding>> {
    const rows = await this.store.db.selectFrom('standing').selectAll().execute();
    const found = (name: keyof KeptStanding) => readable(rows.find((row) => row.name === name)?.data);
    return {
      maintenance: found('maintenance') as Maintenance | null,
      presence: found('presence') as Presence | null,
    };
  }

  /** @param order `null`: it holds no longer */
  async keep<Name extends keyof KeptStanding>(name: Name, order: KeptStanding[Name] | null): Promise<void> {
    const { db } = this.store;
    if (order === null) return void (await db.deleteFrom('standing').where('name', '=', name).execute());
    const data = JSON.stringify(order);
    await db
      .insertInto('standing')
      .values({ name, data })
      .onConflict((known) => known.column('name').doUpdateSet({ data }))
      .execute();
  }
}

function readable(data: string | undefined): unknown {
  try {
    return data === undefined ? null : JSON.parse(data);
  } catch {
    return null;
  }
}
