import { Injectable } from '@nestjs/common';
import type { AuditEntry } from '../model/audit.js';
import { NotFound, Unavailable } from '../model/errors.js';
import { AuditBook } from '../store/audit.book.js';

/** Some entries of the audit, newest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Number before which the next page begins; `null` when there is none. */
  readonly next: number | null;
}

/** Reads the audit for those who may. */
@Injectable()
export class AuditReader {
  constructor(private readonly book: AuditBook) {}

  /** @param before only those before this number; `null` begins with the newest @throws {Unavailable} */
  async read(before: number | null, most: number): Promise<AuditPage> {
    const found = await this.ask(() => this.book.find(before, most + 1));
    const entries = found.slice(0, most);
    return { entries, next: found.length > most ? (entries.at(-1)?.number ?? null) : null };
  }

  /** @throws {NotFound} when there is none with this number @throws {Unavailable} */
  async one(number: number): Promise<AuditEntry> {
    const entry = await this.ask(() => this.book.one(number));
    if (!entry) throw new NotFound(`There is no action ${number}. /api/v1/audit lists what there is.`);
    return entry;
  }

  private async ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw new Unavailable('the audit', error);
    }
  }
}
