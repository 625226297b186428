import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { DiscordConnection } from '../../../config/connection.js';
import { GatewaySettings } from '../../../config/gateway.settings.js';
import { RecentIncidents } from '../../../incidents/recent-incidents.js';
import type { Status } from '../../../model/status.js';
import { InNavigation, type PageName } from './page-name.js';
import { type ShellView, shellView } from './shell.view.js';

/** Gathers what the frame around every page shows. */
@Injectable()
export class Shell implements OnModuleInit {
  private pages: readonly PageName[] = [];

  constructor(
    private readonly discord: DiscordConnection,
    private readonly gateway: GatewaySettings,
    private readonly incidents: RecentIncidents,
    private readonly discovery: DiscoveryService,
  ) {}

  onModuleInit(): void {
    const { discovery } = this;
    const controllers = discovery.getControllers({ metadataKey: InNavigation.KEY });
    this.pages = controllers.flatMap((one) => discovery.getMetadataByDecorator(InNavigation, one) ?? []);
  }

  view(page: PageName, status: Status): ShellView {
    const demo = this.discord.mode === 'demo' ? { isTokenUnused: this.gateway.token !== undefined } : null;
    const openCount = this.incidents.all.filter(({ endedAt }) => endedAt === null).length;
    return shellView(page, { status, demo, openCount, pages: this.pages });
  }
}
