import { Injectable } from '@nestjs/common';
import type { Selectable } from 'kysely';
import type { Role } from '../model/role.js';
import type { WebSessionTable } from './sign-in.schema.js';
import { Store } from './store.js';

/** One browser of somebody who has signed in. Times are epoch milliseconds. */
export interface WebSession {
  /** Names it in lists; no secret. */
  readonly id: string;
  /** SHA-256 of what the browser's cookie holds. */
  readonly hash: string;
  readonly kind: 'person' | 'link';
  /** Snowflake; `null` for somebody who came by a link. */
  readonly personId: string | null;
  /** Written by strangers. */
  readonly name: string;
  /** `null` when the person has lost it. */
  readonly role: Role | null;
  /** When the role was last looked at. */
  readonly roleAt: number;
  readonly madeAt: number;
  readonly usedAt: number;
  /** Where the person signed in from. */
  readonly address: string;
  /** What the browser called itself then. */
  readonly browser: string;
}

/** What changes while a session lasts. */
export type SessionChange = Partial<Pick<WebSession, 'usedAt' | 'role' | 'roleAt'>>;

/** Keeps who is signed in, and where. */
@Injectable()
export class WebSessionBook {
  constructor(private readonly store: Store) {}

  async add(session: WebSession): Promise<void> {
    await this.store.db.insertInto('web_session').values(rowOf(session)).execute();
  }

  async find(hash: string): Promise<WebSession | null> {
    const row = await this.store.db.selectFrom('web_session').selectAll().where('hash', '=', hash).executeTakeFirst();
    return row ? sessionOf(row) : null;
  }

  /** All of them, the one used last first. */
  async all(): Promise<readonly WebSession[]> {
    const rows = await this.store.db.selectFrom('web_session').selectAll().orderBy('used_at', 'desc').execute();
    return rows.map(sessionOf);
  }

  async change(id: string, { usedAt, role, roleAt }: SessionChange): Promise<void> {
    await this.store.db
      .updateTable('web_session')
      .set({
        ...(usedAt === undefined ? {} : { used_at: usedAt }),
        ...(role === undefined ? {} : { role }),
        ...(roleAt === undefined ? {} : { role_at: roleAt }),
      })
      .where('id', '=', id)
      .execute();
  }

  /** @returns whether there was such a session */
  async end(id: string): Promise<boolean> {
    const ended = await this.store.db.deleteFrom('web_session').where('id', '=', id).returning('id').execute();
    return ended.length > 0;
  }

  /** Forgets those that were not used since `usedAt`, or are older than `madeAt`. */
  async endOlder({ usedAt, madeAt }: Pick<WebSession, 'usedAt' | 'madeAt'>): Promise<void> {
    await this.store.db
      .deleteFrom('web_session')
      .where((where) => where.or([where('used_at', '<=', usedAt), where('made_at', '<=', madeAt)]))
      .execute();
  }
}

function rowOf(session: WebSession): WebSessionTable {
  const { id, hash, kind, personId, name, role, roleAt, madeAt, usedAt, address, browser } = session;
  return {
    ...{ id, hash, kind, person_id: personId, name, role, role_at: roleAt },
    ...{ made_at: madeAt, used_at: usedAt, address, browser },
  };
}

function sessionOf(row: Selectable<WebSessionTable>): WebSession {
  return {
    id: row.id,
    hash: row.hash,
    kind: row.kind as WebSession['kind'],
    personId: row.person_id,
    name: row.name,
    role: row.role as Role | null,
    roleAt: row.role_at,
    madeAt: row.made_at,
    usedAt: row.used_at,
    address: row.address,
    browser: row.browser,
  };
}
