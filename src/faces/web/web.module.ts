import { Module } from '@nestjs/common';
import { fileURLToPath } from 'node:url';
import { ErrorPageFilter } from './error.filter.js';
import { EventStreams } from './event.streams.js';
import { EventsController } from './events.controller.js';
import { HandlebarsEngine } from './handlebars.engine.js';
import { HealthPageController } from './health.controller.js';
import { LatencyChart } from './latency.chart.js';
import { LiveStreams } from './live.streams.js';
import { OverviewController } from './overview.controller.js';
import { OverviewSources } from './overview.sources.js';
import { Pages } from './pages.js';
import { StatusController } from './status.controller.js';

const viewsDir = fileURLToPath(new URL('../../../views', import.meta.url));

@Module({
  controllers: [OverviewController, StatusController, HealthPageController, EventsController],
  providers: [
    { provide: HandlebarsEngine, useFactory: () => new HandlebarsEngine(viewsDir) },
    Pages,
    LatencyChart,
    OverviewSources,
    LiveStreams,
    EventStreams,
    ErrorPageFilter,
  ],
})
export class WebModule {}
