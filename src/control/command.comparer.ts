import { Injectable } from '@nestjs/common';
import { setTimeout } from 'node:timers/promises';
import { Conflict } from '../model/errors.js';
import { Requests } from './requests.js';

/** Real milliseconds that a page waits; a comparison that takes longer goes on without it. */
const GLANCE_MS = 5_000;

/** Has the commands compared with Discord now. It changes nothing, so it is not in the audit. */
@Injectable()
export class CommandComparer {
  constructor(private readonly requests: Requests) {}

  /**
   * Resolves once they are compared, and everybody knows what differs.
   *
   * @param guildId a server that is compared from now on, too; `null` for those that are compared anyway
   * @throws {Conflict} in words, when Discord could not be read
   */
  async compare(guildId: string | null): Promise<void> {
    await this.requests.send({ type: 'commands.compare', guildId });
  }

  /** Has them compared for somebody who waits for a page. @returns why that did not happen in time, in words; or `null` */
  async glance(): Promise<string | null> {
    const compared = this.compare(null).then(() => null, wordsOf);
    return Promise.race([compared, setTimeout(GLANCE_MS, 'Discord has not answered yet.', { ref: false })]);
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof Conflict) return error.message;
  throw error;
}
