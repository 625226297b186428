import { Injectable, Logger } from '@nestjs/common';
import { now } from '../bus/now.js';
import type { HistoryPoint } from '../model/history.js';
import { commandKey } from '../model/history-commands.js';
import { HistoryReader } from './history.reader.js';

const HOUR_MS = 3_600_000;
const HOURS = 24;
/** Points of a quarter of an hour, the one that runs included. */
const MOST_POINTS = HOURS * 4 + 1;
/** Milliseconds for which an answer of the store is good enough. */
const KEPT_MS = 30_000;

/** How often one command was used, hour by hour, the oldest first; the last hour is the one that runs. */
export interface CommandHours {
  readonly uses: readonly number[];
  /** Those with any trouble. */
  readonly troubled: readonly number[];
}

/** By `commandKey`; a command that was not used is not there. */
export type CommandHoursByKey = ReadonlyMap<string, CommandHours>;

/** The last 24 hours of every command, for the small curves on the pages. */
@Injectable()
export class CommandTrend {
  private readonly logger = new Logger('History');
  private last: { readonly at: number; readonly hours: Promise<CommandHoursByKey | null> } | null = null;

  constructor(private readonly history: HistoryReader) {}

  /** `null` while the store does not answer. Never rejects. */
  hours(): Promise<CommandHoursByKey | null> {
    const at = now();
    if (!this.last || at - this.last.at >= KEPT_MS) this.last = { at, hours: this.read(at) };
    return this.last.hours;
  }

  private async read(until: number): Promise<CommandHoursByKey | null> {
    try {
      const wish = { from: until - HOURS * HOUR_MS, until, resolution: '15min', most: MOST_POINTS } as const;
      const { points } = await this.history.read(wish);
      return hoursOf(points, until);
    } catch (error) {
      this.logger.warn(error, 'The last 24 hours of the commands cannot be read');
      return null;
    }
  }
}

/** @param until epoch milliseconds at which the last hour ends */
export function hoursOf(points: readonly HistoryPoint[], until: number): CommandHoursByKey {
  const byKey = new Map<string, { uses: number[]; troubled: number[] }>();
  for (const { from, commands } of points) {
    const hour = HOURS - 1 - Math.floor((until - from) / HOUR_MS);
    if (hour < 0 || hour >= HOURS) continue;
    for (const command of commands) {
      const key = commandKey(command);
      const hours = byKey.get(key) ?? { uses: nothing(), troubled: nothing() };
      byKey.set(key, hours);
      hours.uses[hour] = (hours.uses[hour] ?? 0) + command.uses;
      hours.troubled[hour] = (hours.troubled[hour] ?? 0) + command.troubled;
    }
  }
  return byKey;
}

const nothing = () => new Array<number>(HOURS).fill(0);
