import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Client, Events } from 'discord.js';
import { MonitorSettings } from '../../config/monitor.settings.js';
import { span } from '../../model/limits.js';
import { type Problem, explain } from '../../model/problem.js';
import { isOfOnePlace } from './command-problem.js';
import { CommandSync } from './command-sync.js';

/** Milliseconds between two comparisons. */
const COMPARE_EVERY_MS = 900_000;
/** Milliseconds after which a start that failed is tried again. */
const RETRY_AFTER_MS = 60_000;
/** Real milliseconds that no time factor takes from a pause between requests. */
const SHORTEST_MS = 5_000;

/** Compares the commands as soon as Discord has said who the bot is, and now and then afterwards. */
@Injectable()
export class CommandWatch implements OnModuleDestroy {
  private readonly logger = new Logger('Commands');
  private timer: NodeJS.Timeout | null = null;
  private isOver = false;

  constructor(
    private readonly client: Client,
    private readonly sync: CommandSync,
    private readonly limits: MonitorSettings,
  ) {}

  watch(): void {
    this.client.once(Events.ShardReady, () => void this.run(() => this.sync.start()));
  }

  onModuleDestroy(): void {
    this.isOver = true;
    if (this.timer) clearTimeout(this.timer);
  }

  /** Never rejects. What Discord refuses of our commands stays refused: only what may mend itself is tried again. */
  private async run(work: () => Promise<Problem | null>): Promise<void> {
    const problem = await work();
    if (problem) this.logger.warn(`The commands are not known to be in step: ${explain(problem).words}`);
    if (this.isOver) return;
    const isAgain = problem !== null && !isOfOnePlace(problem);
    const next = isAgain ? work : () => this.sync.compare();
    const afterMs = Math.max(SHORTEST_MS, span(isAgain ? RETRY_AFTER_MS : COMPARE_EVERY_MS, this.limits));
    this.timer = setTimeout(() => void this.run(next), afterMs).unref();
  }
}
