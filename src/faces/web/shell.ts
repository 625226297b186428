import { Injectable } from '@nestjs/common';
import { DiscordConnection } from '../../config/connection.js';
import { GatewaySettings } from '../../config/gateway.settings.js';
import { RecentIncidents } from '../../incidents/recent-incidents.js';
import type { Status } from '../../model/status.js';
import { type PageName, type ShellView, shellView } from './shell.view.js';

/** Gathers what the frame around every page shows. */
@Injectable()
export class Shell {
  constructor(
    private readonly discord: DiscordConnection,
    private readonly gateway: GatewaySettings,
    private readonly incidents: RecentIncidents,
  ) {}

  view(page: PageName, status: Status): ShellView {
    const demo = this.discord.mode === 'demo' ? { isTokenUnused: this.gateway.token !== undefined } : null;
    const openCount = this.incidents.all.filter(({ endedAt }) => endedAt === null).length;
    return shellView(page, { status, demo, openCount });
  }
}
