import { Injectable, Logger } from '@nestjs/common';
import { EventBus } from '../bus/event-bus.js';
import type { Happening } from '../model/happening.js';
import { type Problem, explain, isFatal } from '../model/problem.js';
import { INSTANCE_ID } from '../bus/instance-id.js';

const logLevel = { info: 'log', warn: 'warn', error: 'error' } as const;

/** Says what happened, once, in the log and on the bus. */
@Injectable()
export class Teller {
  private readonly logger = new Logger('Gateway');

  constructor(private readonly bus: EventBus) {}

  /** @param text ours, in plain words; names by strangers go into `guildName` only */
  tell(level: Happening['level'], text: string, about: { shardId?: number; guildName?: string } = {}): void {
    const { shardId = null, guildName = null } = about;
    const subject = shardId === null ? '' : `Shard ${shardId}: `;
    this.logger[logLevel[level]](`${subject}${text}${guildName === null ? '' : ` (${JSON.stringify(guildName)})`}`);
    const at = Date.now();
    this.bus.publish({
      type: 'happening.noted',
      instance: INSTANCE_ID,
      at,
      happening: { at, level, shardId, text, guildName },
    });
  }

  /** A problem in words, with the way out. */
  problem(problem: Problem, shardId?: number): void {
    const { words, wayOut } = explain(problem);
    const text = `${words.charAt(0).toUpperCase()}${words.slice(1)}. ${wayOut}`;
    this.tell(isFatal(problem) ? 'error' : 'warn', text, shardId === undefined ? {} : { shardId });
  }
}
