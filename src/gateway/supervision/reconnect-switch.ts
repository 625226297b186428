/** Whether shards that have lost their connection come back. Thrown by a person; a restart brings them back in any case. */
export class ReconnectSwitch {
  private held: (() => void)[] = [];
  private pausedAt: number | null = null;

  /** Epoch milliseconds since when they stay away; `null` while they come back. */
  get pausedSince(): number | null {
    return this.pausedAt;
  }

  pause(at: number): void {
    this.pausedAt ??= at;
  }

  /** All that stayed away go on. */
  continue(): void {
    this.pausedAt = null;
    for (const goOn of this.held.splice(0)) goOn();
  }

  /** Calls when those that stay away may go on; at once where they may. */
  whenContinued(goOn: () => void): void {
    if (this.pausedAt === null) goOn();
    else this.held.push(goOn);
  }
}
