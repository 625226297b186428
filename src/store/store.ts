import { Logger } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { InvalidSettings } from '../config/environment.js';
import { Conflict, Unavailable } from '../model/errors.js';
import { migrated } from './libsql.place.js';
import type { OnFailure, Place } from './place.js';
import type { Schema } from './schema.js';
import { isDamage } from './store-error.js';

/** What outlives the process. While its place is not to be had it is in memory: a bot without memory is better than none. */
export class Store {
  private readonly logger = new Logger('Store');
  private isInPlace = false;
  private damage: unknown = null;

  private constructor(
    private readonly place: Place | null,
    private present: Kysely<Schema>,
    private trouble: string | null,
  ) {}

  /**
   * @throws {InvalidSettings} when the place can never be opened with these settings
   * @throws {Conflict} when another process uses it
   */
  static async open(place: Place): Promise<Store> {
    const store = new Store(place, await migrated(':memory:'), null);
    try {
      await store.moveInto(place);
    } catch (error) {
      if (error instanceof Conflict || error instanceof InvalidSettings) throw error;
      store.logger.error(error, 'The store cannot be opened');
      store.trouble = store.noteOf(error);
    }
    return store;
  }

  static async inMemory(note: string): Promise<Store> {
    return new Store(null, await migrated(':memory:'), note);
  }

  /** Another one once the place could be opened at last, or had to begin anew: ask for it each time. */
  get db(): Kysely<Schema> {
    return this.present;
  }

  get kept(): 'file' | 'database' | 'memory' {
    return this.place && this.isInPlace ? this.place.kept : 'memory';
  }

  /** In memory until its place can be had: whoever can wait keeps what shall last, for what is written now goes with it. */
  get isStandIn(): boolean {
    return this.place !== null && !this.isInPlace;
  }

  /** Why what happens now will not be remembered after a restart, in words; `null` when it will. */
  get note(): string | null {
    return this.trouble;
  }

  /** @throws {Unavailable} when the store does not answer */
  async ping(): Promise<void> {
    try {
      await sql`select 1`.execute(this.db);
    } catch (error) {
      throw new Unavailable('the store', error);
    }
  }

  /** Looks whether the place is still ours and sound, and tries to have it again where it is not. Rejects when that fails. */
  async look(): Promise<void> {
    if (!this.place) return;
    if (!this.isInPlace) return this.moveInto(this.place);
    if (this.damage !== null && this.place.setAside()) return this.moveInto(this.place);
    await this.place.look();
  }

  /** Something was written just now. */
  succeeded(): void {
    if (!this.isInPlace || this.trouble === null) return;
    this.trouble = null;
    this.logger.log('The store can be written again: what happens from now on is kept');
  }

  /** The place could not be had, or not be written to. */
  async failed(error: unknown): Promise<void> {
    // Somebody else has it now: two writers in one store would be worse than none.
    if (error instanceof Conflict && this.isInPlace) this.moveTo(await migrated(':memory:'), false);
    const note = this.noteOf(error);
    if (this.trouble === null) this.logger.error(error, note);
    this.trouble = note;
  }

  private noteOf(error: unknown): string {
    if (!this.place) return this.trouble ?? '';
    const { reason, advice } = this.place.wordsFor(error);
    const what = this.isInPlace ? 'What happens now is not kept' : 'Nothing is kept over a restart';
    return `${what}: ${reason}. ${advice}`;
  }

  private async moveInto(place: Place): Promise<void> {
    this.damage = null;
    const onFailure: OnFailure = (error) => {
      if (isDamage(error)) this.damage = error;
    };
    const db = await place.open(onFailure);
    this.damage = null; // it has been set aside
    this.moveTo(db, true);
  }

  private moveTo(db: Kysely<Schema>, isInPlace: boolean): void {
    const before = this.present;
    this.present = db;
    this.isInPlace = isInPlace;
    // Nobody waits: a connection that is lost may take as long to close as the network does.
    before.destroy().catch((error: unknown) => this.logger.warn(error, 'The store before could not be closed'));
  }

  async close(): Promise<void> {
    await this.db.destroy();
    await this.place?.close();
  }
}
