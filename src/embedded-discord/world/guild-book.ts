import type { Guild } from './guild.js';
import { shardOf } from './snowflake.js';

/** Shard counts whose split is kept; clients use one, or two while they change over. */
const SPLITS = 4;

/** The servers of the world by id, and by shard, so that nobody need look through all of them. */
export class GuildBook extends Map<string, Guild> {
  /** By shard count, then by shard, in the order the servers came. */
  private readonly splits = new Map<number, Guild[][]>();

  override set(id: string, guild: Guild): this {
    this.delete(id);
    for (const [shardCount, shards] of this.splits) shards[shardOf(id, shardCount)]?.push(guild);
    return super.set(id, guild);
  }

  override delete(id: string): boolean {
    const guild = this.get(id);
    if (!guild) return false;
    for (const [shardCount, shards] of this.splits) {
      const here = shards[shardOf(id, shardCount)];
      here?.splice(here.indexOf(guild), 1);
    }
    return super.delete(id);
  }

  override clear(): void {
    this.splits.clear();
    super.clear();
  }

  /** The servers of one shard. The list changes with the world; who keeps it takes a copy. */
  on(shardId: number, shardCount: number): readonly Guild[] {
    return this.split(shardCount)[shardId] ?? [];
  }

  private split(shardCount: number): Guild[][] {
    const known = this.splits.get(shardCount);
    if (known) return known;
    const shards = Array.from({ length: shardCount }, (): Guild[] => []);
    for (const guild of this.values()) shards[shardOf(guild.id, shardCount)]?.push(guild);
    const oldest = this.splits.size >= SPLITS ? this.splits.keys().next().value : undefined;
    if (oldest !== undefined) this.splits.delete(oldest);
    this.splits.set(shardCount, shards);
    return shards;
  }
}
