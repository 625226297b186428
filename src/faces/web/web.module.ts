import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { join } from 'node:path';
import { INSTALLATION } from '../../config/installation.js';
import { ActionsController } from './actions/actions.controller.js';
import { AuditPageController } from './audit/audit.controller.js';
import { CommandsController } from './commands/commands.controller.js';
import { Curves } from './overview/curves.js';
import { DemoSignInController } from './sign-in/demo-sign-in.controller.js';
import { DiscordSignInController } from './sign-in/discord-sign-in.controller.js';
import { ErrorPageFilter } from './errors/error.filter.js';
import { EventStreams } from './events/event.streams.js';
import { EventsController } from './events/events.controller.js';
import { HandlebarsEngine } from './express/handlebars.engine.js';
import { HealthPageController } from './health/health.controller.js';
import { IncidentController } from './incidents/incident.controller.js';
import { IncidentDesk } from './incidents/incident.desk.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { KeysController } from './settings/keys.controller.js';
import { LatencyChart } from './charts/latency.chart.js';
import { LiveStreams } from './frame/live.streams.js';
import { OverviewController } from './overview/overview.controller.js';
import { OverviewSources } from './overview/overview.sources.js';
import { Pages } from './frame/pages.js';
import { ServerController } from './servers/server.controller.js';
import { ServerDesk } from './servers/server.desk.js';
import { ServersController } from './servers/servers.controller.js';
import { SettingsController } from './settings/settings.controller.js';
import { SettingsAdmin } from './settings/settings.admin.js';
import { SettingsInEffect } from './settings/settings.effective.js';
import { SettingsSources } from './settings/settings.sources.js';
import { Shell } from './frame/shell.js';
import { SignInController } from './sign-in/sign-in.controller.js';
import { SignInPage } from './sign-in/sign-in.page.js';
import { StatusController } from './status/status.controller.js';

const viewsDir = join(INSTALLATION, 'views');

@Module({
  imports: [DiscoveryModule],
  // The navigation has its pages in this order.
  controllers: [
    OverviewController,
    StatusController,
    HealthPageController,
    CommandsController,
    ServersController,
    ServerController,
    IncidentsController,
    IncidentController,
    EventsController,
    ActionsController,
    AuditPageController,
    SignInController,
    DiscordSignInController,
    DemoSignInController,
    SettingsController,
    KeysController,
  ],
  providers: [
    { provide: HandlebarsEngine, useFactory: () => new HandlebarsEngine(viewsDir) },
    Pages,
    Shell,
    LatencyChart,
    OverviewSources,
    Curves,
    LiveStreams,
    EventStreams,
    IncidentDesk,
    ServerDesk,
    SettingsAdmin,
    SettingsInEffect,
    SettingsSources,
    SignInPage,
    ErrorPageFilter,
  ],
})
export class WebModule {}
