import { Controller, Get, Logger, type MessageEvent, Post, Query, Render, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Observable } from 'rxjs';
import { Asking } from '../../../auth/asking.js';
import { Needs } from '../../../auth/needs.js';
import { CommandComparer } from '../../../control/command.comparer.js';
import { Conflict } from '../../../model/errors.js';
import { may } from '../../../model/may.js';
import type { Who } from '../../../model/who.js';
import { type CommandHoursByKey, CommandTrend } from '../../../monitor/command-trend.js';
import { Stream } from '../../streams/stream.js';
import { Base } from '../express/base.js';
import { commandsQuery, commandsWish } from './command-filter.js';
import { commandsView } from './commands.view.js';
import type { Context } from '../express/handlebars.engine.js';
import { InNavigation, type PageName } from '../frame/page-name.js';
import { type Page, Pages } from '../frame/pages.js';

const commandsPage: PageName = {
  path: 'commands',
  label: 'Commands',
  icon: 'terminal',
  deed: 'look.pages',
  isMinor: true,
  count: 'differences',
};

type Query = Readonly<Record<string, unknown>>;

const PARTS = ['registered', 'drift', 'usage'].map((part) => `commands/${part}`);

/** How the commands are used, and how they stand at Discord. */
@Needs('look.pages')
@InNavigation(commandsPage)
@Controller()
export class CommandsController {
  private readonly logger = new Logger('Commands');
  private hours: CommandHoursByKey | null = null;

  constructor(
    private readonly pages: Pages,
    private readonly trend: CommandTrend,
    private readonly comparer: CommandComparer,
  ) {}

  @Get('commands')
  @Render('pages/commands')
  async show(@Query() query: Query, @Asking() who: Who): Promise<Context> {
    this.hours = await this.trend.hours();
    return this.pages.now(this.page(query, who));
  }

  @Stream('live/commands')
  live(@Base() base: string, @Query() query: Query, @Asking() who: Who): Observable<MessageEvent> {
    return this.pages.live(this.page(query, who), base);
  }

  /** Changes nothing at Discord: reads what is there, and shows what differs. */
  @Post('commands/compare')
  @Needs('commands.sync')
  async compare(@Base() base: string, @Res() response: Response): Promise<void> {
    response.redirect(303, `${base}/commands${(await this.isCompared()) ? '' : '?compare=failed'}`);
  }

  private page(query: Query, who: Who): Page {
    const wish = commandsWish(query);
    const maySync = may(who, 'commands.sync', 'none');
    const hasFailed = query['compare'] === 'failed';
    return {
      name: commandsPage,
      rest: commandsQuery(wish),
      audience: JSON.stringify({ maySync }),
      partials: PARTS,
      view: (status) => commandsView({ status, wish, hours: this.newestHours(), maySync, hasFailed }),
    };
  }

  /** What was read last; it is read again for the next look. */
  private newestHours(): CommandHoursByKey | null {
    void this.trend.hours().then((hours) => (this.hours = hours));
    return this.hours;
  }

  private async isCompared(): Promise<boolean> {
    try {
      await this.comparer.compare(null);
      return true;
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      this.logger.warn(error.message);
      return false;
    }
  }
}
