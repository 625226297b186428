import { Inject, Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import { type AuditEntry, type AuditHead, type AuditOutcome, type AuditSubject, FIRST_HASH } from '../model/audit.js';
import { Unavailable } from '../model/errors.js';
import { type AuditRow, beginningOf, endOf, entriesOf, hashOf } from './audit.row.js';
import type { Schema } from './schema.js';
import { Store } from './store.js';
import { codeOf } from './store-error.js';

/** Entries that one question gives at most. */
const MOST_ENTRIES = 1_000;
/** Times that a row is tried to be written whose number somebody else has just taken. */
const TRIES = 5;
/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNIQUE_VIOLATION = '23505';

/** How an action ended. */
export interface AuditEnd {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly outcome: Exclude<AuditOutcome, 'begun' | 'refused'>;
  readonly detail: string;
}

type NewRow = Pick<AuditRow, 'at' | 'request' | 'data' | 'outcome'> & { readonly entry: number | null };

/** Keeps who did what. Rows are added, each with the hash of the one before, and never changed. */
@Injectable()
export class AuditBook {
  private last: Promise<unknown> = Promise.resolve();

  /** @param store all that is needed of it: a tool has no more */
  constructor(@Inject(Store) private readonly store: Pick<Store, 'db' | 'isStandIn'>) {}

  /** Whether the store is not there yet: then nothing can be written, and what was written before is not known. */
  get isAway(): boolean {
    return this.store.isStandIn;
  }

  /**
   * Writes down what is about to be done, or what was refused.
   *
   * @returns its number @throws {Unavailable} when it could not be written, or would be forgotten with this process
   */
  begin(subject: AuditSubject, outcome: 'begun' | 'refused', detail: string | null): Promise<number> {
    return this.add({ ...beginningOf(subject, detail), outcome, entry: null });
  }

  /** Writes down what came of it. @param entry number of its beginning @throws {Unavailable} */
  async end(entry: number, { at, outcome, detail }: AuditEnd): Promise<void> {
    await this.add({ ...endOf(at, detail), outcome, entry });
  }

  /** Newest first, those before a number. @param most how many, at most 1,000 */
  async find(before: number | null, most: number): Promise<readonly AuditEntry[]> {
    let query = this.store.db.selectFrom('audit').selectAll().whereRef('number', '=', 'entry');
    if (before !== null) query = query.where('number', '<', before);
    const rows = await query.orderBy('number', 'desc').limit(Math.min(most, MOST_ENTRIES)).execute();
    return this.whole(rows);
  }

  /** `null` when there is none with this number. */
  async one(number: number): Promise<AuditEntry | null> {
    const [entry = null] = await this.where('number', number);
    return entry;
  }

  /** What was asked for under this name; `null` when nothing was. */
  async ofRequest(request: string): Promise<AuditEntry | null> {
    const [entry = null] = await this.where('request', request);
    return entry;
  }

  /** Those of which nobody knows what came of them, oldest first. */
  async unfinished(): Promise<readonly AuditEntry[]> {
    const rows = await this.store.db
      .selectFrom('audit')
      .selectAll()
      .where('outcome', '=', 'begun')
      .where((row) =>
        row.not(
          row.exists(
            row
              .selectFrom('audit as later')
              .select('later.number')
              .whereRef('later.entry', '=', 'audit.number')
              .whereRef('later.number', '>', 'audit.number'),
          ),
        ),
      )
      .orderBy('number')
      .execute();
    return this.whole(rows);
  }

  /** The last row. */
  head(): Promise<AuditHead> {
    return headOf(this.store.db);
  }

  private async where(column: 'number' | 'request', value: number | string): Promise<readonly AuditEntry[]> {
    const rows = await this.store.db.selectFrom('audit').selectAll().where(column, '=', value).limit(1).execute();
    return this.whole(rows.filter(({ number, entry }) => number === entry));
  }

  private async whole(beginnings: readonly AuditRow[]): Promise<readonly AuditEntry[]> {
    if (beginnings.length === 0) return [];
    const numbers = beginnings.map(({ number }) => number);
    const ends = await this.store.db
      .selectFrom('audit')
      .selectAll()
      .where('entry', 'in', numbers)
      .whereRef('number', '!=', 'entry')
      .orderBy('number')
      .execute();
    const endByEntry = new Map(ends.toReversed().map((end) => [end.entry, end])); // the first end is the one that counts
    return beginnings.flatMap((row) => entriesOf(row, endByEntry.get(row.number)));
  }

  /** One after the other: each row needs the one before. */
  private add(row: NewRow): Promise<number> {
    const added = this.last.then(() => this.write(row));
    this.last = added.catch(() => undefined);
    return added;
  }

  private async write(row: NewRow): Promise<number> {
    if (this.isAway) throw new Unavailable('the audit, in which every action is written first,');
    try {
      return await this.appended(row);
    } catch (error) {
      throw new Unavailable('the audit, in which every action is written first,', error);
    }
  }

  /** `npm run keys` writes beside the bot, and both want the number that comes next. */
  private async appended(row: NewRow, triesLeft = TRIES): Promise<number> {
    try {
      return await this.store.db.transaction().execute((db) => append(db, row));
    } catch (error) {
      if (triesLeft <= 1 || !isTaken(error)) throw error;
      return this.appended(row, triesLeft - 1);
    }
  }
}

/** Whether another process has written a row at the same moment. SQLite lets nobody read the end whose turn it is not. */
function isTaken(error: unknown): boolean {
  return codeOf(error) === UNIQUE_VIOLATION;
}

export async function headOf(db: Kysely<Schema>): Promise<AuditHead> {
  const row = await db.selectFrom('audit_head').select(['number', 'hash']).where('id', '=', 1).executeTakeFirst();
  return row ?? { number: 0, hash: FIRST_HASH };
}

async function append(db: Kysely<Schema>, { entry, ...content }: NewRow): Promise<number> {
  const head = await headOf(db);
  const number = head.number + 1;
  const row = { ...content, number, entry: entry ?? number, previous_hash: head.hash };
  const hash = hashOf(row);
  await db
    .insertInto('audit')
    .values({ ...row, hash })
    .execute();
  await db
    .insertInto('audit_head')
    .values({ id: 1, number, hash })
    .onConflict((known) => known.column('id').doUpdateSet({ number, hash }))
    .execute();
  return number;
}
