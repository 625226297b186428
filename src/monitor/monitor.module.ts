import { Global, Module } from '@nestjs/common';
import { AvailabilityService } from './availability.service.js';
import { EventKeeper } from './event.keeper.js';
import { EventLog } from './event-log.js';
import { EventReader } from './event.reader.js';
import { EventSources } from './event.sources.js';
import { HistoryKeeper } from './history.keeper.js';
import { HistoryReader } from './history.reader.js';
import { HistoryRecorder } from './history.recorder.js';
import { Lifecycle } from './lifecycle.js';
import { Probes } from './probes.js';
import { ProcessNotes } from './process-notes.js';
import { ProcessSampler } from './process.sampler.js';
import { StatusService } from './status.service.js';
import { TrendService } from './trend.service.js';
import { UncaughtErrors } from './uncaught-errors.js';
import { UptimeService } from './uptime.service.js';
import { VerdictLog } from './verdict.log.js';

@Global()
@Module({
  providers: [
    AvailabilityService,
    EventKeeper,
    EventLog,
    EventReader,
    EventSources,
    HistoryKeeper,
    HistoryReader,
    HistoryRecorder,
    Lifecycle,
    Probes,
    ProcessNotes,
    ProcessSampler,
    StatusService,
    TrendService,
    UncaughtErrors,
    UptimeService,
    VerdictLog,
  ],
  exports: [
    AvailabilityService,
    EventLog,
    EventReader,
    HistoryReader,
    HistoryRecorder,
    Lifecycle,
    Probes,
    StatusService,
    TrendService,
  ],
})
export class MonitorModule {}
