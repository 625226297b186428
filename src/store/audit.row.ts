import type { Selectable } from 'kysely';
import { createHash } from 'node:crypto';
import { type AuditEntry, type AuditOutcome, type AuditSubject, canonicalJson } from '../model/audit.js';
import type { AuditTable } from './schema.js';

export type AuditRow = Selectable<AuditTable>;

type Subject = Omit<AuditSubject, 'at' | 'request'>;

/** What a row says that is not in a column of its own. */
interface Data {
  /** Only in beginnings. */
  readonly subject?: Subject;
  readonly detail: string | null;
}

type Content = Pick<AuditRow, 'at' | 'request' | 'data'>;

/** The beginning of an action. */
export function beginningOf({ at, request, ...subject }: AuditSubject, detail: string | null): Content {
  return { at, request, data: canonicalJson({ subject, detail } satisfies Data) };
}

/** The end of an action. */
export function endOf(at: number, detail: string): Content {
  return { at, request: null, data: canonicalJson({ detail } satisfies Data) };
}

/** SHA-256 over all of a row but its own hash. */
export function hashOf({ hash: _own, ...row }: Omit<AuditRow, 'hash'> & { readonly hash?: string }): string {
  return createHash('sha256').update(canonicalJson(row)).digest('hex');
}

/**
 * An entry from its beginning and its end.
 *
 * @param end `undefined` while there is none
 * @returns nothing of a row that is damaged; `verify` says which
 */
export function entriesOf(beginning: AuditRow, end: AuditRow | undefined): readonly AuditEntry[] {
  try {
    const { subject, detail } = JSON.parse(beginning.data) as Data;
    if (!subject) return [];
    const outcome = (end ?? beginning).outcome as AuditOutcome;
    const isRefused = outcome === 'refused' && !end;
    return [
      {
        ...subject,
        number: beginning.number,
        at: beginning.at,
        request: beginning.request,
        outcome,
        detail: end ? (JSON.parse(end.data) as Data).detail : detail,
        completedAt: end?.at ?? (isRefused ? beginning.at : null),
        hash: beginning.hash,
        previousHash: beginning.previous_hash,
      },
    ];
  } catch {
    return [];
  }
}
