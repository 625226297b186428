import { Module } from '@nestjs/common';
import { fileURLToPath } from 'node:url';
import { ErrorPageFilter } from './error.filter.js';
import { EventStreams } from './event.streams.js';
import { EventsController } from './events.controller.js';
import { HandlebarsEngine } from './handlebars.engine.js';
import { HealthPageController } from './health.controller.js';
import { IncidentController } from './incident.controller.js';
import { IncidentDesk } from './incident.desk.js';
import { IncidentsController } from './incidents.controller.js';
import { LatencyChart } from './latency.chart.js';
import { LiveStreams } from './live.streams.js';
import { OverviewController } from './overview.controller.js';
import { OverviewSources } from './overview.sources.js';
import { Pages } from './pages.js';
import { Shell } from './shell.js';
import { StatusController } from './status.controller.js';

const viewsDir = fileURLToPath(new URL('../../../views', import.meta.url));

@Module({
  controllers: [
    OverviewController,
    StatusController,
    HealthPageController,
    IncidentsController,
    IncidentController,
    EventsController,
  ],
  providers: [
    { provide: HandlebarsEngine, useFactory: () => new HandlebarsEngine(viewsDir) },
    Pages,
    Shell,
    LatencyChart,
    OverviewSources,
    LiveStreams,
    EventStreams,
    IncidentDesk,
    ErrorPageFilter,
  ],
})
export class WebModule {}
