import { Injectable } from '@nestjs/common';
import type { Selectable } from 'kysely';
import type { IncidentChange } from '../model/incident.js';
import type { TellingTable } from './schema.js';
import { Store } from './store.js';

/** `claimed`: a process is telling it just now, or died over it. `given_up`: the receiver did not take it for a whole day. */
export type TellingState = 'waiting' | 'claimed' | 'told' | 'given_up';

/** One change of an incident, and how far it has come to one receiver. Times are epoch milliseconds. */
export interface KeptTelling {
  /** Says which change of which incident, over restarts and in whichever store. */
  readonly id: string;
  readonly incidentId: number;
  readonly change: IncidentChange;
  readonly state: TellingState;
  /** Whether it may have arrived already: an attempt was made and its result is not known. */
  readonly isUnsure: boolean;
  /** Attempts so far. */
  readonly attempts: number;
  readonly createdAt: number;
  /** Not to be tried before. */
  readonly nextAt: number;
  /** `null` while it is not told. */
  readonly toldAt: number | null;
}

/** A telling that nobody has written down before. */
export type NewTelling = Pick<KeptTelling, 'id' | 'incidentId' | 'change' | 'createdAt'>;

/** How an attempt that failed leaves a telling. */
export type Postponed = Pick<KeptTelling, 'isUnsure' | 'nextAt'>;

/** Keeps what is to be told to a receiver, and what has been. A receiver is named by a text that says nothing about it. */
@Injectable()
export class TellingBook {
  constructor(private readonly store: Store) {}

  /** Whether what is kept here is still there after a restart. */
  get isLasting(): boolean {
    return this.store.kept !== 'memory';
  }

  /** When a receiver was first used (epoch milliseconds): `now` for a new one. */
  async since(receiver: string, now: number): Promise<number> {
    const { db } = this.store;
    await db
      .insertInto('receiver')
      .values({ id: receiver, since_at: now })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
    const row = await db.selectFrom('receiver').select('since_at').where('id', '=', receiver).executeTakeFirst();
    return row?.since_at ?? now;
  }

  /** Writes down what is to be told. What is there already stays. @returns all of it, as it stands now */
  async add(receiver: string, tellings: readonly NewTelling[]): Promise<readonly KeptTelling[]> {
    if (tellings.length === 0) return [];
    const rows = tellings.map(({ id, incidentId, change, createdAt: at }) => ({
      ...{ id, receiver, incident_id: incidentId, change, state: 'waiting', is_unsure: 0, attempts: 0 },
      ...{ created_at: at, next_at: at, claimed_at: null, told_at: null },
    }));
    await this.store.db
      .insertInto('telling')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['id', 'receiver']).doNothing())
      .execute();
    const ids = tellings.map(({ id }) => id);
    return this.find(receiver, ids);
  }

  /**
   * Takes them, so that nobody else tells them: only what is waiting can be taken. What is not written down at all is nobody
   * else's either.
   *
   * @returns those that are not ours to tell
   */
  async claim(receiver: string, ids: readonly string[], at: number): Promise<readonly string[]> {
    const taken = await this.store.db
      .updateTable('telling')
      .set((column) => ({ state: 'claimed', claimed_at: at, attempts: column('attempts', '+', 1) }))
      .where('receiver', '=', receiver)
      .where('id', 'in', [...ids])
      .where('state', '=', 'waiting')
      .returning('id')
      .execute();
    const ours = new Set(taken.map(({ id }) => id));
    const rest = ids.filter((id) => !ours.has(id));
    return rest.length === 0 ? [] : (await this.find(receiver, rest)).map(({ id }) => id);
  }

  /** They wait again. */
  async postpone(receiver: string, ids: readonly string[], { isUnsure, nextAt }: Postponed): Promise<void> {
    await this.store.db
      .updateTable('telling')
      .set({ state: 'waiting', is_unsure: isUnsure ? 1 : 0, next_at: nextAt })
      .where('receiver', '=', receiver)
      .where('id', 'in', [...ids])
      .where('state', '!=', 'told')
      .execute();
  }

  /** They are over. @param at epoch milliseconds */
  async close(
    receiver: string,
    ids: readonly string[],
    end: { state: 'told' | 'given_up'; at: number },
  ): Promise<void> {
    await this.store.db
      .updateTable('telling')
      .set({ state: end.state, told_at: end.state === 'told' ? end.at : null })
      .where('receiver', '=', receiver)
      .where('id', 'in', [...ids])
      .execute();
  }

  /** What was, or is to be, told of one incident, oldest first. */
  async of(incidentId: number): Promise<readonly KeptTelling[]> {
    const rows = await this.store.db
      .selectFrom('telling')
      .selectAll()
      .where('incident_id', '=', incidentId)
      .orderBy('created_at')
      .orderBy('id', 'desc') // the opening before the closing
      .execute();
    return rows.map(telling);
  }

  private async find(receiver: string, ids: readonly string[]): Promise<readonly KeptTelling[]> {
    const rows = await this.store.db
      .selectFrom('telling')
      .selectAll()
      .where('receiver', '=', receiver)
      .where('id', 'in', [...ids])
      .execute();
    return rows.map(telling);
  }
}

function telling(row: Selectable<TellingTable>): KeptTelling {
  return {
    id: row.id,
    incidentId: row.incident_id,
    change: row.change as IncidentChange,
    state: row.state as TellingState,
    isUnsure: row.is_unsure === 1,
    attempts: row.attempts,
    createdAt: row.created_at,
    nextAt: row.next_at,
    toldAt: row.told_at,
  };
}
