/** Counts over a window that slides, in slots of equal length: exact to one slot, and of constant size. */
export class TimeSlots {
  private readonly counts: number[];
  private newest = 0;

  /** @param slotMs milliseconds of one slot; the window is `slotCount` of them, the one that runs included */
  constructor(
    private readonly slotMs: number,
    slotCount: number,
  ) {
    this.counts = new Array<number>(slotCount).fill(0);
  }

  /** @param at milliseconds, never going back */
  add(at: number): void {
    const slot = this.turnTo(at);
    this.counts[slot] = (this.counts[slot] ?? 0) + 1;
  }

  sum(at: number): number {
    this.turnTo(at);
    return this.counts.reduce((total, count) => total + count, 0);
  }

  /** In the slot before the one that runs: the last that is whole. */
  previous(at: number): number {
    const slot = this.turnTo(at);
    return this.counts.at(slot - 1) ?? 0;
  }

  /** The most in any one slot. */
  most(at: number): number {
    this.turnTo(at);
    return Math.max(...this.counts);
  }

  /** Empties the slots that were skipped; gives the place of the one that runs. */
  private turnTo(at: number): number {
    const { counts } = this;
    const slot = Math.max(this.newest, Math.floor(at / this.slotMs));
    if (slot - this.newest >= counts.length) counts.fill(0);
    else for (let skipped = this.newest + 1; skipped <= slot; skipped++) counts[skipped % counts.length] = 0;
    this.newest = slot;
    return slot % counts.length;
  }
}
