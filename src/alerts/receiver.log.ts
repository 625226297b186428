import { Logger } from '@nestjs/common';
import type { EventBus } from '../bus/event-bus.js';
import { INSTANCE_ID } from '../bus/instance-id.js';
import { now } from '../bus/now.js';
import type { Happening } from '../model/happening.js';
import { counted, duration } from '../model/words.js';
import type { Message } from './message.js';
import type { Undelivered } from './undelivered.js';

/** Milliseconds in which one line about one trouble is enough. */
const SAID_FOR_MS = 600_000;

const logLevel = { info: 'log', warn: 'warn', error: 'error' } as const;

/** Says how it goes with one receiver, in the log and on the bus: once when trouble begins, and once when it is over. */
export class ReceiverLog {
  private readonly logger = new Logger('Telling');
  private readonly own = new Logger('Alerts');
  private failingSince: number | null = null;
  private said: { readonly words: string; readonly at: number } | null = null;

  /** @param setting the name of the receiver in the settings: its address is a secret */
  constructor(
    private readonly bus: EventBus,
    private readonly setting: string,
  ) {}

  failed({ message }: Undelivered): void {
    const at = now();
    this.failingSince ??= at;
    if (this.said?.words === message && at - this.said.at < SAID_FOR_MS) return;
    this.said = { words: message, at };
    this.tell('warn', `Alerts cannot be told: the receiver ${message}`, `It is tried again (${this.setting})`);
  }

  told(message: Message): void {
    const what = message.event === 'incidents.summary' ? counted(message.changes.length, 'incident') : message.event;
    this.logger.log(`Told: ${what} (${message.id})`);
    if (this.failingSince !== null) this.tell('info', `Alerts are told again after ${this.awayFor}`);
    this.failingSince = this.said = null;
  }

  gaveUp(count: number): void {
    this.tell(
      'error',
      `${counted(count, 'alert')} could not be told for a day, and never will be`,
      `See ${this.setting}`,
    );
  }

  /** Something that should never happen. */
  broken(error: unknown): void {
    this.own.error(error, 'An alert could not be made');
  }

  private get awayFor(): string {
    return duration(now() - (this.failingSince ?? now()));
  }

  private tell(level: Happening['level'], text: string, wayOut = ''): void {
    this.logger[logLevel[level]](`${text}${wayOut && `. ${wayOut}`}`);
    const at = now();
    const happening: Happening = { at, level, shardId: null, text, guildName: null };
    const about = { guildId: null, detail: {}, source: 'incident' } as const;
    this.bus.publish({ type: 'happening.noted', instance: INSTANCE_ID, at, happening, ...about });
  }
}
