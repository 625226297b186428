import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { now } from '../bus/now.js';
import { type AuditEntry, type AuditSubject, headWords } from '../model/audit.js';
import { AuditBook, type AuditEnd } from '../store/audit.book.js';

const HOUR_MS = 3_600_000;
/** Milliseconds between two tries to write down an end that the store had no room for. */
const AGAIN_AFTER_MS = 5_000;

export const NOT_KNOWN = 'The process ended before it was known.';

/** Writes down who does what: before it is done, and what came of it. The log has the last hash every hour. */
@Injectable()
export class Audit implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Audit');
  private readonly unwritten = new Map<number, AuditEnd>();
  /** What this process has begun. */
  private readonly own = new Set<number>();
  private isOldClosed = false;
  private hasFailed = false;
  private timers: NodeJS.Timeout[] = [];

  constructor(private readonly book: AuditBook) {}

  async onApplicationBootstrap(): Promise<void> {
    this.timers = [
      setInterval(() => void this.logHead(), HOUR_MS).unref(),
      setInterval(() => void this.settle(), AGAIN_AFTER_MS).unref(),
    ];
    await this.settle();
    await this.logHead();
  }

  onModuleDestroy(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  /** @returns the number of the entry @throws {Unavailable} when it could not be written: then nothing may be done */
  async begin(subject: AuditSubject): Promise<number> {
    const number = await this.book.begin(subject, 'begun', null);
    this.own.add(number);
    return number;
  }

  /** Somebody may not do it, or it is not possible now. Never rejects: it is not done in any case. */
  async refuse(subject: AuditSubject, why: string): Promise<void> {
    try {
      await this.book.begin(subject, 'refused', why);
    } catch (error) {
      this.logger.error(error, `What was refused could not be written down: ${subject.deed} of ${subject.target}`);
    }
  }

  /** Never rejects: what is done is done, and its end is written as soon as it can be. @returns whether it is written */
  async end(number: number, end: AuditEnd): Promise<boolean> {
    try {
      await this.book.end(number, end);
      this.own.delete(number);
      return true;
    } catch (error) {
      this.logger.error(error, `The end of action ${number} could not be written down`);
      this.unwritten.set(number, end);
      return false;
    }
  }

  ofRequest(request: string): Promise<AuditEntry | null> {
    return this.book.ofRequest(request);
  }

  private async settle(): Promise<void> {
    if (!this.isOldClosed && !this.book.isAway) await this.closeOld();
    for (const [number, end] of [...this.unwritten]) {
      try {
        await this.book.end(number, end);
        this.unwritten.delete(number);
        this.own.delete(number);
      } catch {
        return; // said when it failed first; it is tried again
      }
    }
  }

  /** What the process before has begun, and of which nobody will ever know what came of it. */
  private async closeOld(): Promise<void> {
    try {
      const old = (await this.book.unfinished()).filter(({ number }) => !this.own.has(number));
      for (const { number } of old) await this.book.end(number, { at: now(), outcome: 'unknown', detail: NOT_KNOWN });
      this.isOldClosed = true;
    } catch (error) {
      if (!this.hasFailed) this.logger.error(error, 'Actions of the process before could not be closed');
      this.hasFailed = true;
    }
  }

  /** In the log it is out of reach for whoever changes the store. */
  private async logHead(): Promise<void> {
    try {
      this.logger.log(`The audit ends with ${headWords(await this.book.head())}`);
    } catch (error) {
      this.logger.error(error, 'The end of the audit could not be read');
    }
  }
}
