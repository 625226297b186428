import { Injectable, Logger } from '@nestjs/common';
import { Subject } from 'rxjs';
import { AuthSettings } from '../config/auth.settings.js';
import type { Who } from '../model/who.js';
import { type ApiKey, KeyBook } from '../store/key.book.js';
import { hashOf, newId, newSecret } from './secret.js';

/** Keys begin with it, so that somebody who finds one knows what it is. */
const MARK = 'sw_';
/** Milliseconds between two notes of its use. */
const NOTED_EVERY_MS = 60_000;

/** What somebody says who makes a key. */
export type KeyWish = Pick<ApiKey, 'name' | 'role' | 'endsAt' | 'madeBy'>;

/** A key as people see it: nothing of its secret. */
export type KeyEntry = Omit<ApiKey, 'hash'>;

/** Keys with which programs come to the API. */
@Injectable()
export class Keys {
  /** Ids of keys that were taken back. */
  readonly ended$ = new Subject<string>();
  private readonly logger = new Logger('ApiKeys');
  /** Of API_KEY. */
  private readonly firstHash: string | null;

  constructor(
    private readonly book: KeyBook,
    { apiKey }: AuthSettings,
  ) {
    this.firstHash = apiKey === undefined ? null : hashOf(apiKey);
  }

  /** Makes a key. @returns its secret, which is never shown again */
  async make(wish: KeyWish, at = Date.now()): Promise<{ readonly id: string; readonly secret: string }> {
    const secret = MARK + newSecret();
    const id = newId();
    await this.book.add({ ...wish, id, hash: hashOf(secret), madeAt: at, usedAt: null });
    this.logger.log(`The key ${id} was made (${wish.role})`);
    return { id, secret };
  }

  /** Who comes with it; `null` when it is no key, or its time is over. */
  async find(secret: string, at = Date.now()): Promise<Who | null> {
    const hash = hashOf(secret);
    if (hash === this.firstHash) return { kind: 'key', id: 'API_KEY', name: 'API_KEY', role: 'admin' };
    if (!secret.startsWith(MARK)) return null;
    const key = await this.book.find(hash);
    if (!key || (key.endsAt !== null && key.endsAt <= at)) return null;
    if (key.usedAt === null || at - key.usedAt >= NOTED_EVERY_MS) await this.book.used(key.id, at);
    return { kind: 'key', id: key.id, name: key.name, role: key.role };
  }

  /** All that people have made, the oldest first. */
  async all(): Promise<readonly KeyEntry[]> {
    return (await this.book.all()).map(({ hash: _, ...entry }) => entry);
  }

  /** Whether there is such a key. */
  async has(id: string): Promise<boolean> {
    return (await this.all()).some((key) => key.id === id);
  }

  /** Takes a key back. @returns whether there was one */
  async end(id: string): Promise<boolean> {
    const isEnded = await this.book.end(id);
    this.ended$.next(id);
    if (isEnded) this.logger.log(`The key ${id} was taken back`);
    return isEnded;
  }
}
