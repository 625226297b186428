/** The numbers that Discord gives the events of a session: each event has the next one. */
export class EventNumbers {
  /** Numbers that never came. */
  skippedCount = 0;
  private last = 0;
  /** A session of the process before is being taken up: what that one did not live to write down comes again. */
  private isTakingUp = false;

  /** A new session counts from the beginning. */
  begin(): void {
    this.last = 0;
    this.isTakingUp = false;
  }

  /** @param last number of the last event that the process before has written down */
  takeUp(last: number): void {
    this.last = last;
    this.isTakingUp = true;
  }

  /** All that was missed has come again. */
  caughtUp(): void {
    this.isTakingUp = false;
  }

  /**
   * A RESUMED has a number, too, and does not come again: a process that dies before it has written that down leaves a
   * hole for the next one, in which nothing was lost.
   */
  came(number: number): void {
    if (number > this.last + 1 && !this.isTakingUp) this.skippedCount += number - this.last - 1;
    if (number > this.last) this.last = number;
  }
}
