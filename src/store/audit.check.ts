import type { Kysely } from 'kysely';
import { type AuditHead, FIRST_HASH } from '../model/audit.js';
import { headOf } from './audit.book.js';
import { type AuditRow, hashOf } from './audit.row.js';
import type { Schema } from './schema.js';

const ROWS_AT_ONCE = 500;
const MOST_FAULTS = 20;

/** What is wrong with the audit, and where. */
export interface AuditFault {
  readonly number: number;
  readonly words: string;
}

/** What a look at the whole audit found. */
export interface AuditCheck {
  /** How many rows there are. */
  readonly count: number;
  readonly head: AuditHead;
  /** The first 20; empty when nobody has changed anything. */
  readonly faults: readonly AuditFault[];
}

/** Looks at each row of the audit, from the first to the last. */
export class AuditChecker {
  private readonly faults: AuditFault[] = [];
  private number = 0;
  private hash = FIRST_HASH;
  private count = 0;
  private loggedHash: string | null = null;

  /** @param logged a head that the log has: nobody who changes the store changes the log with it */
  constructor(
    private readonly db: Kysely<Schema>,
    private readonly logged: AuditHead | null = null,
  ) {}

  async check(): Promise<AuditCheck> {
    for (;;) {
      const rows = await this.next();
      for (const row of rows) this.look(row);
      if (rows.length < ROWS_AT_ONCE) break;
    }
    const head = await headOf(this.db);
    this.compare(head, 'The last row is kept apart');
    if (this.logged) this.compareLogged(this.logged);
    return { count: this.count, head, faults: this.faults.slice(0, MOST_FAULTS) };
  }

  private next(): Promise<AuditRow[]> {
    const rows = this.db.selectFrom('audit').selectAll().where('number', '>', this.number);
    return rows.orderBy('number').limit(ROWS_AT_ONCE).execute();
  }

  private look(row: AuditRow): void {
    const { number } = row;
    if (number > this.number + 1) this.missing(this.number + 1, number - 1);
    else if (row.previous_hash !== this.hash) this.fault(number, 'does not follow from the row before it');
    if (hashOf(row) !== row.hash) this.fault(number, 'was changed after it was written');
    if (number === this.logged?.number) this.loggedHash = row.hash;
    [this.number, this.hash] = [number, row.hash];
    this.count += 1;
  }

  private compare(head: AuditHead, what: string): void {
    if (head.number > this.number) this.missing(this.number + 1, head.number);
    else if (head.number < this.number) this.fault(head.number + 1, `is later than the end. ${what}`);
    else if (head.hash !== this.hash) this.fault(head.number, `is not the row that was written last. ${what}`);
  }

  private compareLogged({ number, hash }: AuditHead): void {
    if (number > this.number) this.missing(this.number + 1, number);
    else if (number > 0 && this.loggedHash !== hash) this.fault(number, 'is not the row that the log has seen');
  }

  private missing(from: number, to: number): void {
    this.fault(from, from === to ? 'is missing' : `and all up to ${to} are missing`);
  }

  private fault(number: number, words: string): void {
    const isKnown = this.faults.some((fault) => fault.number === number && fault.words === words);
    if (!isKnown) this.faults.push({ number, words });
  }
}
