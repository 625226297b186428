import type { CommandFailure } from '../../model/command-failure.js';
import type { CommandUse } from '../../model/command-use.js';
import { type Mark, UseTally } from './use-tally.js';

/** Minutes that are told apart: an hour. */
const MINUTES = 60;
const FEW_MINUTES = 5;

/** What became of the uses of one command: since the start, and minute by minute for an hour. */
export class UseLine {
  private readonly all = new UseTally();
  private readonly minutes = new Map<number, UseTally>();
  private lastFailure: CommandFailure | null = null;
  /** What was told last, as long as it is still true. */
  private told: { readonly minute: number; readonly use: CommandUse } | null = null;

  /** @param minuteMs milliseconds of a minute; fewer where time runs faster */
  constructor(
    private readonly name: Pick<CommandUse, 'kind' | 'name'>,
    private readonly minuteMs: number,
  ) {}

  /** @param at milliseconds, never going back */
  mark(at: number, mark: Mark): void {
    this.all.mark(mark);
    const minute = this.minuteOf(at);
    const tally = this.minutes.get(minute) ?? new UseTally();
    this.minutes.set(minute, tally);
    tally.mark(mark);
    this.told = null;
  }

  failed(failure: CommandFailure): void {
    this.lastFailure = failure;
    this.told = null;
  }

  /** The very same object while nothing has changed. */
  use(at: number): CommandUse {
    const minute = this.minuteOf(at);
    if (this.told?.minute === minute) return this.told.use;
    const hadMinutes = this.minutes.size > 0;
    for (const old of this.minutes.keys()) if (old <= minute - MINUTES) this.minutes.delete(old);
    const use = this.told && !hadMinutes ? this.told.use : this.counted(minute);
    this.told = { minute, use };
    return use;
  }

  private counted(minute: number): CommandUse {
    return {
      ...this.name,
      sinceStart: this.all.figures(),
      last5Minutes: this.since(minute - FEW_MINUTES).figures(),
      lastHour: this.since(minute - MINUTES).figures(),
      lastFailure: this.lastFailure,
    };
  }

  private since(minute: number): UseTally {
    const sum = new UseTally();
    for (const [one, tally] of this.minutes) if (one > minute) sum.add(tally);
    return sum;
  }

  private minuteOf(at: number): number {
    return Math.floor(at / this.minuteMs);
  }
}
