import { Inject, Injectable } from '@nestjs/common';
import type { Selectable } from 'kysely';
import type { Role } from '../model/role.js';
import type { ApiKeyTable } from './sign-in.schema.js';
import { Store } from './store.js';

/** A key for programs. Times are epoch milliseconds. */
export interface ApiKey {
  /** Names it in lists; no secret. */
  readonly id: string;
  /** SHA-256 of the key. */
  readonly hash: string;
  /** What it is for, in its maker's words. */
  readonly name: string;
  readonly role: Role;
  readonly madeAt: number;
  /** Name of whoever made it. */
  readonly madeBy: string;
  /** `null`: it does not end by itself. */
  readonly endsAt: number | null;
  /** `null` as long as nobody has used it. */
  readonly usedAt: number | null;
}

/** Keeps the keys that people have made. */
@Injectable()
export class KeyBook {
  /** @param store all that is needed of it: a tool has no more */
  constructor(@Inject(Store) private readonly store: Pick<Store, 'db'>) {}

  async add(key: ApiKey): Promise<void> {
    const { id, hash, name, role, madeAt, madeBy, endsAt, usedAt } = key;
    await this.store.db
      .insertInto('api_key')
      .values({ id, hash, name, role, made_at: madeAt, made_by: madeBy, ends_at: endsAt, used_at: usedAt })
      .execute();
  }

  async find(hash: string): Promise<ApiKey | null> {
    const row = await this.store.db.selectFrom('api_key').selectAll().where('hash', '=', hash).executeTakeFirst();
    return row ? keyOf(row) : null;
  }

  /** All of them, the oldest first. */
  async all(): Promise<readonly ApiKey[]> {
    const rows = await this.store.db.selectFrom('api_key').selectAll().orderBy('made_at').execute();
    return rows.map(keyOf);
  }

  async used(id: string, at: number): Promise<void> {
    await this.store.db.updateTable('api_key').set({ used_at: at }).where('id', '=', id).execute();
  }

  /** @returns whether there was such a key */
  async end(id: string): Promise<boolean> {
    const ended = await this.store.db.deleteFrom('api_key').where('id', '=', id).returning('id').execute();
    return ended.length > 0;
  }
}

function keyOf(row: Selectable<ApiKeyTable>): ApiKey {
  return {
    id: row.id,
    hash: row.hash,
    name: row.name,
    role: row.role as Role,
    madeAt: row.made_at,
    madeBy: row.made_by,
    endsAt: row.ends_at,
    usedAt: row.used_at,
  };
}
