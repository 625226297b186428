import { now } from '../../bus/now.js';
import type { ReconnectSwitch } from './reconnect-switch.js';
import type { ShardObserver } from './shard-observer.js';

/** The time of one shard between two attempts: a pause, and as long as a person has paused all reconnecting. */
export class Interlude {
  /** Set when nobody wants it any more: stock ignores a `destroy()` between two attempts, and connects all the same. */
  isAbandoned = false;
  private endNow: () => void = () => undefined;

  constructor(
    private readonly shardId: number,
    private readonly observer: Pick<ShardObserver, 'waits' | 'abandoned'>,
    private readonly reconnecting: ReconnectSwitch,
  ) {}

  /** Resolves when the next attempt may be made. @param waitMs milliseconds of the pause */
  async pass(waitMs: number): Promise<void> {
    if (!this.isAbandoned) await this.pause(waitMs);
    const { reconnecting } = this;
    if (this.isAbandoned || reconnecting.pausedSince === null) return;
    this.observer.abandoned(this.shardId);
    await this.until((goOn) => reconnecting.whenContinued(goOn));
  }

  /** The next attempt is made now. */
  end(): void {
    this.endNow();
  }

  abandon(): void {
    this.isAbandoned = true;
    this.end();
  }

  private async pause(waitMs: number): Promise<void> {
    this.observer.waits(this.shardId, 'back_off', now() + waitMs);
    let timer: NodeJS.Timeout | undefined;
    await this.until((goOn) => (timer = setTimeout(goOn, waitMs)));
    clearTimeout(timer);
  }

  private until(begin: (goOn: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      this.endNow = resolve;
      begin(resolve);
    });
  }
}
