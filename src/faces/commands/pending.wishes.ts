import { Injectable } from '@nestjs/common';
import type { Wish } from '../../model/action.js';

/** Milliseconds; then Discord lets nobody answer any more, either. */
const OPEN_FOR_MS = 900_000;
const MOST_OPEN = 100;

interface Open {
  readonly userId: string;
  readonly wish: Wish;
  readonly until: number;
}

/** What was asked for, and waits for a yes. */
@Injectable()
export class PendingWishes {
  private readonly open = new Map<string, Open>();

  keep(userId: string, wish: Wish): void {
    this.open.set(wish.id, { userId, wish, until: Date.now() + OPEN_FOR_MS });
    for (const id of [...this.open.keys()].slice(0, -MOST_OPEN)) this.open.delete(id);
  }

  /** @returns what this person has asked for; `null` when there is nothing, or not any more. It stays: asked twice, it is done once */
  take(userId: string, id: string): Wish | null {
    const found = this.open.get(id);
    return found && found.userId === userId && found.until > Date.now() ? found.wish : null;
  }
}
