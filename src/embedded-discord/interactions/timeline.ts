/** When an application did what about one interaction, in milliseconds from its use on, by Discord's clock. */
export class Timeline {
  acknowledgedAfterMs: number | null = null;
  /** More than the acknowledgement after a deferral. */
  repliedAfterMs: number | null = null;
  /** Edits of the original answer that changed it once it was there. */
  readonly editedAfterMs: number[] = [];
  readonly followedUpAfterMs: number[] = [];
  /** When the original answer was deleted. */
  deletedAfterMs: number | null = null;

  constructor(
    /** Epoch milliseconds. */
    readonly sentAt: number,
  ) {}

  acknowledged(now: number): void {
    this.acknowledgedAfterMs = now - this.sentAt;
  }

  replied(now: number): void {
    this.repliedAfterMs ??= now - this.sentAt;
  }

  edited(now: number): void {
    this.editedAfterMs.push(now - this.sentAt);
  }

  followedUp(now: number): void {
    this.followedUpAfterMs.push(now - this.sentAt);
  }

  deleted(now: number): void {
    this.deletedAfterMs = now - this.sentAt;
  }
}
