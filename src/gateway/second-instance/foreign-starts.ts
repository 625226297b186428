/** What Discord says of the session starts. Times are epoch milliseconds. */
export interface StartsSaid {
  readonly total: number;
  readonly remaining: number;
  readonly resetsAt: number;
  readonly askedAt: number;
}

/**
 * Finds session starts that somebody else has spent.
 *
 * From a first answer of Discord's on, at least as many must be left as were then, less our own since: new ones only ever
 * add to them, and an IDENTIFY of ours that Discord does not count does, too. So fewer than that are somebody else's, at
 * any time of the day and after any answer that did not come. Whatever is not sure counts as ours: the first answer stays
 * what all others are held against, and IDENTIFYs from shortly before it count as if they came after it.
 */
export class ForeignStarts {
  private first: StartsSaid | null = null;
  private resetsAt = 0;
  private ownCount = 0;
  private foundCount = 0;

  /** We have sent an IDENTIFY. */
  spent(): void {
    this.ownCount += 1;
  }

  /**
   * @param ownLatelyCount our IDENTIFYs of the last minutes, over restarts
   * @returns how many more of somebody else's there are than when Discord was asked before; 0 or more
   */
  learn(said: StartsSaid, ownLatelyCount: number): number {
    if (!this.first || this.isAnew(this.first, said)) return this.begin(said, ownLatelyCount);
    this.resetsAt = said.resetsAt;
    const foundCount = Math.max(0, this.expected(this.first) - said.remaining);
    this.foundCount += foundCount;
    return foundCount;
  }

  /** A new day, or a new limit. More than expected on the same day is an answer of a part of Discord that lags behind. */
  private isAnew(first: StartsSaid, { total, remaining, askedAt }: StartsSaid): boolean {
    return total !== first.total || (askedAt >= this.resetsAt && remaining > this.expected(first));
  }

  private begin(said: StartsSaid, ownLatelyCount: number): 0 {
    this.first = said;
    this.resetsAt = said.resetsAt;
    this.ownCount = ownLatelyCount;
    this.foundCount = 0;
    return 0;
  }

  private expected({ remaining }: StartsSaid): number {
    return remaining - this.ownCount - this.foundCount;
  }
}
