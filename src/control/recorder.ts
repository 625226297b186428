import { Injectable, Logger } from '@nestjs/common';
import { now } from '../bus/now.js';
import type { AuditSubject } from '../model/audit.js';
import { Audit } from './audit.js';

/** What is written down of something that is done here and now. */
export type Recorded = Pick<AuditSubject, 'who' | 'from' | 'deed' | 'target' | 'after'>;

/** Writes down what is done without a way down the bus: keys that are made, people who come and go. */
@Injectable()
export class Recorder {
  private readonly logger = new Logger('Audit');

  constructor(private readonly audit: Audit) {}

  /** Does it between the two lines of its entry. @throws {Unavailable} when it cannot be written down: nothing is done then */
  async record<T>(subject: Recorded, act: () => Promise<T>): Promise<T> {
    const number = await this.audit.begin({ ...subject, at: now(), reason: '', before: null, request: null });
    try {
      const result = await act();
      await this.audit.end(number, { at: now(), outcome: 'done', detail: 'Done.' });
      return result;
    } catch (error) {
      const detail = error instanceof Error ? error.message : 'For a reason in the log.';
      await this.audit.end(number, { at: now(), outcome: 'failed', detail });
      throw error;
    }
  }

  /** Writes down what was done. Never rejects: it is done, and people must be able to come and go without the store. */
  async note(subject: Recorded): Promise<void> {
    try {
      await this.record(subject, () => Promise.resolve());
    } catch (error) {
      this.logger.error(error, `It could not be written down: ${subject.deed} of ${subject.target}`);
    }
  }

  /** Writes down what somebody may not do. Never rejects. */
  async refused(subject: Recorded, why: string): Promise<void> {
    await this.audit.refuse({ ...subject, at: now(), reason: '', before: null, request: null }, why);
  }
}
