/** A span of time that is marked in the charts, and what for: `Discord, 21 min`. */
export interface Band {
  /** Epoch milliseconds. */
  readonly from: number;
  /** `null` while it goes on. */
  readonly until: number | null;
  readonly label: string;
}

/** The incidents that charts mark, oldest first. */
export function chartBands(): readonly Band[] {
  return [];
}
