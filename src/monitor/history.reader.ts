import { Injectable } from '@nestjs/common';
import { now } from '../bus/now.js';
import { HistorySettings } from '../config/history.settings.js';
import { Unavailable } from '../model/errors.js';
import { type HistoryPoint, type Resolution, finerThan, mergedPoint, resolutions, spanOf } from '../model/history.js';
import { HistoryBook, type TimeRange } from '../store/history.book.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Which history is wanted; times in epoch milliseconds. */
export interface HistoryWish {
  /** An hour before `until` unless told otherwise. */
  readonly from?: number | undefined;
  /** Now unless told otherwise. */
  readonly until?: number | undefined;
  /** The finest that is kept for so long and fits, unless told otherwise. */
  readonly resolution?: Resolution | undefined;
  /** How many points at most. */
  readonly most: number;
}

export interface HistoryPage extends TimeRange {
  readonly resolution: Resolution;
  /** Oldest first. */
  readonly points: readonly HistoryPoint[];
  /** Epoch milliseconds at which the next page begins; `null` when this is the last. */
  readonly next: number | null;
}

/** Reads the history, up to this moment. */
@Injectable()
export class HistoryReader {
  constructor(
    private readonly book: HistoryBook,
    private readonly settings: HistorySettings,
  ) {}

  /** @throws {Unavailable} when the store does not answer */
  async read({ most, ...wish }: HistoryWish): Promise<HistoryPage> {
    const until = wish.until ?? now();
    const wished = wish.from ?? until - HOUR_MS;
    const resolution = wish.resolution ?? this.fitting({ from: wished, until }, most);
    const from = startOf(resolution, wished);
    try {
      const found = await this.points(resolution, { from, until }, most + 1);
      const points = found.slice(0, most);
      return { from, until, resolution, points, next: found[most]?.from ?? null };
    } catch (error) {
      throw new Unavailable('the history', error);
    }
  }

  private fitting({ from, until }: TimeRange, most: number): Resolution {
    const { tenSecondDays, minuteDays, quarterDays } = this.settings;
    const days: Record<Resolution, number> = {
      '10s': tenSecondDays,
      '1min': minuteDays,
      '15min': quarterDays,
      '1d': Infinity,
    };
    const fits = (resolution: Resolution) => (until - from) / spanOf[resolution] <= most;
    return resolutions.find((one) => fits(one) && now() - from <= days[one] * DAY_MS) ?? '1d';
  }

  /** Those in the store, and of what is not rolled up yet, those that it would be. */
  private async points(resolution: Resolution, range: TimeRange, most: number): Promise<readonly HistoryPoint[]> {
    const stored = await this.book.between(resolution, range, most);
    if (resolution === '10s' || stored.length >= most) return stored;
    const newest = await this.book.newest(resolution, Math.min(range.until, now()));
    const from = Math.max(newest === null ? 0 : newest + spanOf[resolution], range.from);
    if (from >= range.until) return stored;
    const finer = await this.points(finerThan[resolution], { from, until: range.until }, Infinity);
    const starts = [...new Set(finer.map((point) => startOf(resolution, point.from)))];
    const running = starts.map((start) => {
      const within = finer.filter((point) => startOf(resolution, point.from) === start);
      return mergedPoint(within, start);
    });
    return [...stored, ...running].slice(0, most);
  }
}

/** When the span that a moment is in begins; both in epoch milliseconds. */
function startOf(resolution: Resolution, at: number): number {
  return Math.floor(at / spanOf[resolution]) * spanOf[resolution];
}
