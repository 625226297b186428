import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';

/**
 * Errors that nobody caught: one in a single event must not take the bot and its pages down. Each is logged and
 * counted, and the pages say so, for each is a defect.
 */
@Injectable()
export class UncaughtErrors implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(UncaughtErrors.name);
  private readonly take = (error: unknown) => this.note(error);
  count = 0;
  last: string | null = null;

  onModuleInit(): void {
    process.on('uncaughtException', this.take);
    process.on('unhandledRejection', this.take);
  }

  onModuleDestroy(): void {
    process.off('uncaughtException', this.take);
    process.off('unhandledRejection', this.take);
  }

  private note(error: unknown): void {
    this.count += 1;
    this.last = String(error).split('\n')[0] ?? null;
    this.logger.error(error, 'Nobody caught this error; the bot goes on');
  }
}
