import { Injectable } from '@nestjs/common';
import { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { now } from '../bus/now.js';
import { type Gap, awayWords, blindMs } from '../model/gap.js';
import { counted } from '../model/words.js';
import type { ShardFacts } from './shard-facts.js';
import { Teller } from './teller.js';

/** The ledger of what was missed: each time a shard was away, and whether its events came again. */
@Injectable()
export class Gaps {
  constructor(
    private readonly bus: EventBus,
    private readonly teller: Teller,
  ) {}

  /** The shard has taken up its session, and Discord has sent again what was missed. */
  resumed(shard: ShardFacts): void {
    const replayedCount = shard.replayedCount - shard.replayedSince;
    this.close(shard, { how: 'resumed', replayedCount });
    const missed = replayedCount === 0 ? 'no event was missed' : `${counted(replayedCount, 'missed event')} came again`;
    this.teller.tell('info', `Resumed its session, ${missed}`, { shardId: shard.id });
  }

  /** The shard has a new session: what happened since it lost the old one is lost. */
  begun(shard: ShardFacts): void {
    const gap = this.close(shard, { how: 'identified', replayedCount: 0 });
    if (!gap) return;
    shard.blindMs += blindMs(gap);
    const text = `Its session was lost: nothing was heard of ${counted(gap.guildCount, 'server')} for ${awayWords(blindMs(gap))}`;
    this.teller.tell('warn', text, { shardId: shard.id });
  }

  private close(shard: ShardFacts, became: Pick<Gap, 'how' | 'replayedCount'>): Gap | null {
    const { id: shardId, gapSince: from, guildCount } = shard;
    if (from === null) return null;
    const gap: Gap = { shardId, from, to: now(), guildCount, ...became };
    shard.gapSince = null;
    shard.gapCounts = { ...shard.gapCounts, [gap.how]: shard.gapCounts[gap.how] + 1 };
    this.bus.publish({ type: 'gap.closed', instance: INSTANCE_ID, at: gap.to, gap });
    return gap;
  }
}
