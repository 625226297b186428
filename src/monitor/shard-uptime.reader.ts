import { Injectable } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { now } from '../bus/now.js';
import { Unavailable } from '../model/errors.js';
import type { HistoryPoint, Resolution } from '../model/history.js';
import { type Uptime, type Watched, uptimeBegins, uptimeOf } from '../model/uptime.js';
import { LifeBook } from '../store/life.book.js';
import { HistoryReader } from './history.reader.js';

/** Points of one question: 90 days, or 24 hours in quarters, and those of a clock that was set wrong. */
const MOST_READ = 200;

/** Reads for which share of the time one shard has answered, from the history. What is not written down yet is not in it. */
@Injectable()
export class ShardUptimeReader {
  constructor(
    private readonly reader: HistoryReader,
    private readonly lives: LifeBook,
  ) {}

  /** @throws {Unavailable} when the store does not answer */
  async of(shardId: number): Promise<Uptime> {
    const begins = uptimeBegins(now());
    const startedAt = Math.round(performance.timeOrigin);
    try {
      const [days, lastDay] = [
        await this.watched(shardId, begins.days, '1d'),
        await this.watched(shardId, begins.lastDay, '15min'),
      ];
      const [lives, first] = [await this.lives.since(begins.days), await this.lives.first()];
      return uptimeOf({
        ...{ days, lastDay, lives: [...lives, { startedAt, endedAt: now() }] },
        firstStartedAt: Math.min(first ?? startedAt, startedAt),
        now: now(),
      });
    } catch (error) {
      throw error instanceof Unavailable ? error : new Unavailable('the history', error);
    }
  }

  private async watched(shardId: number, from: number, resolution: Resolution): Promise<readonly Watched[]> {
    const { points } = await this.reader.read({ from, resolution, most: MOST_READ });
    return points.flatMap((point) => shardWatched(point, shardId));
  }
}

/** Where the bot had fewer shards then, nothing is known of this one. */
function shardWatched({ from, observedMs, shards }: HistoryPoint, shardId: number): readonly Watched[] {
  const shard = shards.find(({ id }) => id === shardId);
  return shard ? [{ from, observedMs, answeredMs: observedMs * shard.answeredRatio }] : [];
}
