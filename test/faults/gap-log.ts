import type { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';

/** Milliseconds for which it is remembered how far Discord was. */
const REMEMBERED_MS = 10_000;

/** What can be seen at Discord of a bot that dies and comes back: looked at all the time. */
export class GapLog {
  /** Milliseconds in which a shard was not served, each gap once it is over. */
  readonly gaps: number[] = [];
  private readonly lostAt = new Map<number, number>();
  private history: { readonly at: number; readonly sequences: readonly number[] }[] = [];

  constructor(private readonly discord: EmbeddedDiscord) {}

  look(): void {
    const at = Date.now();
    this.history = this.history.filter((moment) => at - moment.at < REMEMBERED_MS);
    this.history.push({ at, sequences: this.discord.sessions.map(({ sequence }) => sequence) });
    for (const { shardId, isServed, since } of this.discord.truth()) {
      const lostAt = this.lostAt.get(shardId);
      if (!isServed) this.lostAt.set(shardId, lostAt ?? since);
      else if (lostAt !== undefined && this.lostAt.delete(shardId)) this.gaps.push(since - lostAt);
    }
  }

  /** A process has died, and maybe before it was connected: gaps are counted from the last end. */
  died(): void {
    for (const shardId of this.lostAt.keys()) this.lostAt.set(shardId, Date.now());
  }

  /**
   * A process dies right now.
   *
   * @returns what its shard had handled and not written down, in milliseconds; asked with the number of the last event
   *   that was written down
   */
  dying(): (shardId: number, sequence: number) => number {
    const [at, truth, history] = [Date.now(), this.discord.truth(), this.history];
    return (shardId, sequence) => {
      const { isServed = false, since = 0 } = truth[shardId] ?? {};
      const next = history.find(({ sequences }) => Number(sequences[shardId]) > sequence);
      return isServed && next ? at - Math.max(next.at, since) : 0;
    };
  }
}
