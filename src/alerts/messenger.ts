import { Injectable } from '@nestjs/common';
import type { Batch } from './batch.js';
import type { Message } from './message.js';
import { MessageWriter } from './message.writer.js';
import { Notifier } from './notifier.js';

/** Writes a message and takes it to the receiver. */
@Injectable()
export class Messenger {
  constructor(
    private readonly writer: MessageWriter,
    private readonly notifier: Notifier,
  ) {}

  /** @returns what was told. @throws {Undelivered} */
  async tell(batch: Batch, signal: AbortSignal): Promise<Message> {
    const message = this.writer.write(batch);
    await this.notifier.tell(message, signal);
    return message;
  }
}
