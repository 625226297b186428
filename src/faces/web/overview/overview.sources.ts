import { Injectable } from '@nestjs/common';
import { MonitorSettings } from '../../../config/monitor.settings.js';
import { RecentIncidents } from '../../../incidents/recent-incidents.js';
import type { Status } from '../../../model/status.js';
import { AvailabilityService } from '../../../monitor/availability.service.js';
import { GuildDirectory } from '../../../monitor/guild.directory.js';
import type { OverviewFacts } from './overview.view.js';

/** Gathers what the overview shows beside the status. */
@Injectable()
export class OverviewSources {
  constructor(
    private readonly limits: MonitorSettings,
    private readonly availability: AvailabilityService,
    private readonly incidents: RecentIncidents,
    private readonly guilds: GuildDirectory,
  ) {}

  of(status: Status): Omit<OverviewFacts, 'trend' | 'newest'> {
    return {
      status,
      availability: this.availability.now(),
      limits: this.limits,
      incidents: this.incidents.all,
    };
  }

  /** Name of a guild; `null` when the bot is in no such one. */
  readonly nameOf = (guildId: string): string | null => this.guilds.one(guildId)?.name ?? null;
}
