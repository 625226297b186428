/** How interactions (slash commands, buttons, ...) were acknowledged. Discord gives 3 seconds. */
export interface InteractionUse {
  /** Since the process started. */
  readonly receivedCount: number;
  readonly acknowledgedCount: number;
  /** Acknowledged, but after Discord's 3 seconds. */
  readonly lateCount: number;
  /** Never acknowledged. */
  readonly missedCount: number;
  /** Made while the bot was away, and given up by Discord before they came: nobody could have answered them. */
  readonly expiredCount: number;
  /** How long the acknowledgements took, as the text of a histogram, since the process started. */
  readonly acknowledgedIn: string;
  /** The last 5 minutes. */
  readonly recent: RecentInteractions;
}

export interface RecentInteractions {
  /** Those whose fate is known: acknowledged, late or missed. */
  readonly count: number;
  /** How many of them were acknowledged in time. */
  readonly inTimeCount: number;
  /** Milliseconds from the interaction's creation at Discord to our acknowledgement; `null` of none. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  /** Milliseconds from its receipt until our answer left, or until it was given up: what of the time is ours; `null` of none. */
  readonly ownP95Ms: number | null;
  /** Milliseconds that the newest had already lasted when it reached us; `null` before the first. */
  readonly ageAtReceiptMs: number | null;
}
