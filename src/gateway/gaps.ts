import { Injectable } from '@nestjs/common';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { now } from '../bus/now.js';
import { type Gap, awayWords, blindMs } from '../model/gap.js';
import { counted } from '../model/words.js';
import { SessionShelf } from './kit/session.shelf.js';
import type { ShardFacts } from './shard-facts.js';
import { Teller } from './teller.js';

/** The ledger of what was missed: each time a shard was away, and whether its events came again. */
@Injectable()
export class Gaps {
  constructor(
    private readonly bus: EventBus,
    private readonly teller: Teller,
    private readonly shelf: SessionShelf,
  ) {}

  /** The shard has taken up its session, and Discord has sent again what was missed. */
  resumed(shard: ShardFacts): void {
    const replayedCount = shard.replayedCount - shard.replayedSince;
    this.close(shard, { how: 'resumed', replayedCount, guildCount: shard.guildCount });
    const missed = replayedCount === 0 ? 'no event was missed' : `${counted(replayedCount, 'missed event')} came again`;
    this.teller.tell('info', `Resumed its session, ${missed}`, { shardId: shard.id });
  }

  /**
   * The shard has a new session: what happened since it lost the old one is lost. The first one of this process counts
   * from the last sign of life of the process before, whatever the reason why nothing was taken up.
   *
   * @param guildCount guilds that Discord has named
   */
  begun(shard: ShardFacts, guildCount: number): void {
    if (shard.sessionStartedAt === null) shard.gapSince ??= this.shelf.leftAt;
    const known = Math.max(shard.guildCount, guildCount);
    const gap = this.close(shard, { how: 'identified', replayedCount: 0, guildCount: known });
    if (!gap) return;
    shard.blindMs += blindMs(gap);
    const text = `Its session was lost: nothing was heard of ${counted(gap.guildCount, 'server')} for ${awayWords(blindMs(gap))}`;
    this.teller.tell('warn', text, { shardId: shard.id });
  }

  private close(shard: ShardFacts, became: Pick<Gap, 'how' | 'replayedCount' | 'guildCount'>): Gap | null {
    const { id: shardId, gapSince: from } = shard;
    if (from === null) return null;
    const gap: Gap = { shardId, from, to: now(), ...became };
    shard.gapSince = null;
    shard.gapCounts = { ...shard.gapCounts, [gap.how]: shard.gapCounts[gap.how] + 1 };
    this.bus.publish({ type: 'gap.closed', instance: INSTANCE_ID, at: gap.to, gap });
    return gap;
  }
}
