import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../bus/now.js';
import { BackOff } from './back-off.js';
import { type Batch, nextBatch, nextDueAt } from './batch.js';
import { Messenger } from './messenger.js';
import { Outbox } from './outbox.js';
import { ReceiverLog } from './receiver.log.js';
import { Undelivered } from './undelivered.js';

/** Milliseconds that an attempt under way still has at a stop. */
const FINISH_WITHIN_MS = 1_500;
/** Milliseconds; a timer must not be set for longer than it can count. */
const LONGEST_SLEEP_MS = 3_600_000;

/** Brings what waits to one receiver, one message at a time, for as long as it takes. Whoever has something to tell waits for nobody. */
@Injectable()
export class Delivery implements OnModuleDestroy {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | null = null;
  private turn: Promise<void> | null = null;
  private isStopped = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly messenger: Messenger,
    private readonly backOff: BackOff,
    private readonly log: ReceiverLog,
  ) {}

  /** Looks whether something is due, now and whenever it will be. */
  wake(): void {
    if (this.turn || this.isStopped) return;
    if (this.timer) clearTimeout(this.timer);
    const dueAt = nextDueAt(this.outbox.waiting);
    if (dueAt === null) return;
    const inMs = Math.max(dueAt, this.backOff.until) - now();
    this.timer = setTimeout(() => this.begin(), Math.min(LONGEST_SLEEP_MS, Math.max(0, inMs))).unref();
  }

  /** Begins nothing new, and ends what is under way, in a moment at most. */
  async onModuleDestroy(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    const { turn, stopping } = this;
    if (turn) await Promise.race([turn, sleep(FINISH_WITHIN_MS, null, { ref: false })]);
    stopping.abort();
    await turn;
    await this.outbox.settle();
  }

  private begin(): void {
    this.turn = this.send()
      .catch((error: unknown) => this.log.broken(error)) // one message less must not be all messages less
      .finally(() => {
        this.turn = null;
        this.wake();
      });
  }

  private async send(): Promise<void> {
    const { outbox, backOff } = this;
    if (backOff.until > now()) return;
    await this.giveUp();
    const batch = nextBatch(outbox.waiting, { wasBlind: backOff.wasBlind(now()), now: now() });
    if (!batch || !(await outbox.claim(batch))) return;
    try {
      const message = await this.messenger.tell(batch, this.stopping.signal);
      backOff.succeeded();
      this.log.told(message);
    } catch (error) {
      return this.failed(batch, error);
    }
    await outbox.end(batch, 'told');
  }

  private async failed(batch: Batch, error: unknown): Promise<void> {
    if (!(error instanceof Undelivered)) this.log.broken(error);
    const failure = error instanceof Undelivered ? error : new Undelivered('cannot be told this', 'refused');
    const at = now();
    this.backOff.failed(failure, at);
    const attempts = 1 + Math.max(...batch.tellings.map((telling) => telling.attempts));
    const nextAt = Math.max(at + this.backOff.pauseAfter(attempts), this.backOff.until);
    await this.outbox.failed(batch, { isUnsure: failure.failure === 'unanswered', nextAt });
    if (!this.isStopped) this.log.failed(failure);
  }

  private async giveUp(): Promise<void> {
    const at = now();
    const old = this.outbox.waiting.filter((telling) => this.backOff.isHopeless(telling, at));
    if (old.length === 0) return;
    this.log.gaveUp(old.length);
    await this.outbox.end({ tellings: old, isSummary: false }, 'given_up');
  }
}
