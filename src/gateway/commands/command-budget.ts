import { Injectable, Logger } from '@nestjs/common';
import { now } from '../../bus/now.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import type { CommandPlace } from '../../model/command-drift.js';
import { span } from '../../model/limits.js';
import { CommandCreateBook, type CommandCreates } from '../../store/command-create.book.js';

/** New commands a day, in one place: https://docs.discord.com/developers/interactions/application-commands#registering-a-command */
export const MOST_CREATES = 200;
const DAY_MS = 86_400_000;
/** Milliseconds that are counted as one, so that the list stays short. */
const TOGETHER_MS = 3_600_000;

/** How many new commands Discord still takes today, over restarts too, and with those that the command line made. */
@Injectable()
export class CommandBudget {
  private readonly logger = new Logger('Commands');
  private made: readonly CommandCreates[] = [];
  /** Whether the book has all that is known here. */
  private isKept = true;

  constructor(
    private readonly book: CommandCreateBook,
    private readonly limits: MonitorSettings,
  ) {}

  /** Other programs write into the book, too. Never rejects. */
  async readAgain(): Promise<void> {
    if (!this.isKept) return;
    try {
      this.made = await this.book.read();
    } catch (error) {
      this.logger.error(error, 'The new commands of the last day could not be read');
    }
  }

  left(place: CommandPlace): number {
    return Math.max(0, MOST_CREATES - this.countOf(place));
  }

  /** A new command was made; or Discord says that there were as many as it allows. Never rejects. */
  async spend(place: CommandPlace, count = 1): Promise<void> {
    await this.readAgain();
    const at = now();
    const today = this.made.filter((one) => one.at > at - span(DAY_MS, this.limits));
    const latest = today.find((one) => one.place === place && one.at > at - span(TOGETHER_MS, this.limits));
    const others = today.filter((one) => one !== latest);
    this.made = [...others, { place, at: latest?.at ?? at, count: (latest?.count ?? 0) + count }];
    try {
      await this.book.keep(this.made);
      this.isKept = true;
    } catch (error) {
      this.isKept = false;
      this.logger.error(error, 'A new command could not be written down');
    }
  }

  private countOf(place: CommandPlace): number {
    const from = now() - span(DAY_MS, this.limits);
    return this.made.filter((one) => one.place === place && one.at > from).reduce((sum, { count }) => sum + count, 0);
  }
}
