import { Inject, Injectable } from '@nestjs/common';
import { Store } from './store.js';

/** New commands that were made in one place. */
export interface CommandCreates {
  readonly place: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly count: number;
}

/** One row among the standing orders: a short list needs no table of its own. */
const NAME = 'command_creates';

/** Remembers over restarts how many commands were new today: Discord counts them, and does not say how many are left. */
@Injectable()
export class CommandCreateBook {
  /** @param store all that is needed of it: a tool has no more */
  constructor(@Inject(Store) private readonly store: Pick<Store, 'db'>) {}

  /** A row that is damaged counts as none. */
  async read(): Promise<readonly CommandCreates[]> {
    const row = await this.store.db.selectFrom('standing').select('data').where('name', '=', NAME).executeTakeFirst();
    try {
      return row ? (JSON.parse(row.data) as readonly CommandCreates[]) : [];
    } catch {
      return [];
    }
  }

  async keep(creates: readonly CommandCreates[]): Promise<void> {
    const data = JSON.stringify(creates);
    await this.store.db
      .insertInto('standing')
      .values({ name: NAME, data })
      .onConflict((known) => known.column('name').doUpdateSet({ data }))
      .execute();
  }
}
