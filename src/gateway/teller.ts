import { Injectable, Logger } from '@nestjs/common';
import { now } from '../bus/now.js';
import { EventBus } from '../bus/event-bus.js';
import type { Happening } from '../model/happening.js';
import { type Problem, explain, isFatal } from '../model/problem.js';
import { INSTANCE_ID } from '../bus/instance-id.js';

const logLevel = { info: 'log', warn: 'warn', error: 'error' } as const;

interface About {
  readonly shardId?: number | null;
  readonly guildName?: string | null;
  readonly wayOut?: string;
}

/** A name by strangers for one line of a log: what is invisible, or turns the text around, is written out. */
function printable(name: string): string {
  return JSON.stringify(name).replace(/\p{Cf}/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
}

/** Says what happened, once, in the log and on the bus. */
@Injectable()
export class Teller {
  private readonly logger = new Logger('Gateway');

  constructor(private readonly bus: EventBus) {}

  /** @param text ours, in plain words; names by strangers go into `guildName` only */
  tell(level: Happening['level'], text: string, { shardId = null, guildName = null, wayOut = '' }: About = {}): void {
    const subject = shardId === null ? '' : `Shard ${shardId}: `;
    const name = guildName === null ? '' : ` (${printable(guildName)})`;
    this.logger[logLevel[level]](`${subject}${text}${name}${wayOut && `. ${wayOut}`}`);
    const at = now();
    const happening: Happening = { at, level, shardId, text, guildName };
    this.bus.publish({ type: 'happening.noted', instance: INSTANCE_ID, at, happening });
  }

  /** A problem in words; the log says the way out too, the pages have it beside the verdict. */
  problem(problem: Problem, shardId: number | null = null): void {
    const { words, wayOut } = explain(problem);
    const text = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
    this.tell(isFatal(problem) ? 'error' : 'warn', text, { shardId, wayOut });
  }
}
