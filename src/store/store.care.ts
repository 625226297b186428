import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { now } from '../bus/now.js';
import { Runs } from './runs.js';
import { Store } from './store.js';

/** Milliseconds. After a crash the next process knows to this moment when the one before it still lived. */
const LOOK_EVERY_MS = 5_000;

/** Looks after the store: writes down that we live, and so notices when nothing can be written, and when it can again. */
@Injectable()
export class StoreCare implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;
  private isStopped = false;

  constructor(
    private readonly store: Store,
    private readonly runs: Runs,
  ) {}

  onApplicationBootstrap(): void {
    this.later();
  }

  onModuleDestroy(): void {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private later(): void {
    if (!this.isStopped)
      this.timer = setTimeout(() => void this.look().then(() => this.later()), LOOK_EVERY_MS).unref();
  }

  /** One look. Never rejects. */
  async look(): Promise<void> {
    try {
      await this.store.look();
      await this.runs.alive(now());
      this.store.succeeded();
    } catch (error) {
      await this.store.failed(error).catch(() => undefined); // the next look tries it again
    }
  }
}
