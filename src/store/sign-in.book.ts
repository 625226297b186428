import { Inject, Injectable } from '@nestjs/common';
import { Store } from './store.js';

/** Somebody who was sent to Discord to sign in. Hashes are SHA-256. */
export interface SignInAttempt {
  readonly stateHash: string;
  /** Of the secret that the browser keeps. */
  readonly browserHash: string;
  readonly verifier: string;
  /** Path where the person wanted to go. */
  readonly next: string;
  /** Epoch milliseconds. */
  readonly endsAt: number;
}

/** Keeps what may be used once: sign-in links, and the way back from Discord. Each is taken by exactly one who asks. */
@Injectable()
export class SignInBook {
  /** @param store all that is needed of it: a tool has no more */
  constructor(@Inject(Store) private readonly store: Pick<Store, 'db'>) {}

  /** Keeps a link until `endsAt`, and forgets those whose time was over at `now` (both epoch milliseconds). */
  async addLink(hash: string, endsAt: number, now: number): Promise<void> {
    await this.store.db.deleteFrom('signin_link').where('ends_at', '<=', now).execute();
    await this.store.db.insertInto('signin_link').values({ hash, ends_at: endsAt }).execute();
  }

  async hasLink(hash: string, now: number): Promise<boolean> {
    const row = await this.store.db
      .selectFrom('signin_link')
      .select('hash')
      .where('hash', '=', hash)
      .where('ends_at', '>', now)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** @returns whether it was there: it is not from now on */
  async takeLink(hash: string, now: number): Promise<boolean> {
    const taken = await this.store.db
      .deleteFrom('signin_link')
      .where('hash', '=', hash)
      .where('ends_at', '>', now)
      .returning('hash')
      .execute();
    return taken.length === 1;
  }

  async addAttempt(attempt: SignInAttempt, now: number): Promise<void> {
    const { stateHash, browserHash, verifier, next, endsAt } = attempt;
    await this.store.db.deleteFrom('signin_attempt').where('ends_at', '<=', now).execute();
    await this.store.db
      .insertInto('signin_attempt')
      .values({ state_hash: stateHash, browser_hash: browserHash, verifier, next, ends_at: endsAt })
      .execute();
  }

  /** @returns the attempt, which is gone from now on; `null` when there is none, or its time is over */
  async takeAttempt(stateHash: string, now: number): Promise<SignInAttempt | null> {
    const [row] = await this.store.db
      .deleteFrom('signin_attempt')
      .where('state_hash', '=', stateHash)
      .returningAll()
      .execute();
    if (!row || row.ends_at <= now) return null;
    return {
      stateHash,
      browserHash: row.browser_hash,
      verifier: row.verifier,
      next: row.next,
      endsAt: row.ends_at,
    };
  }
}
