import { Global, Module } from '@nestjs/common';
import { AvailabilityService } from './availability.service.js';
import { CommandTrend } from './command-trend.js';
import { EventKeeper } from './event.keeper.js';
import { EventLog } from './event-log.js';
import { EventReader } from './event.reader.js';
import { EventSources } from './event.sources.js';
import { GuildDirectory } from './guild.directory.js';
import { HistoryKeeper } from './history.keeper.js';
import { HistoryReader } from './history.reader.js';
import { HistoryRecorder } from './history.recorder.js';
import { Lifecycle } from './lifecycle.js';
import { LogWorker } from './log.worker.js';
import { Probes } from './probes.js';
import { ProcessNotes } from './process-notes.js';
import { ProcessSampler } from './process.sampler.js';
import { ShardUptimeReader } from './shard-uptime.reader.js';
import { StatusService } from './status.service.js';
import { TrendService } from './trend.service.js';
import { UncaughtErrors } from './uncaught-errors.js';
import { UptimeService } from './uptime.service.js';
import { VerdictLog } from './verdict.log.js';

@Global()
@Module({
  providers: [
    AvailabilityService,
    CommandTrend,
    EventKeeper,
    EventLog,
    EventReader,
    EventSources,
    GuildDirectory,
    HistoryKeeper,
    HistoryReader,
    HistoryRecorder,
    Lifecycle,
    LogWorker,
    Probes,
    ProcessNotes,
    ProcessSampler,
    ShardUptimeReader,
    StatusService,
    TrendService,
    UncaughtErrors,
    UptimeService,
    VerdictLog,
  ],
  exports: [
    AvailabilityService,
    CommandTrend,
    EventLog,
    EventReader,
    GuildDirectory,
    HistoryReader,
    HistoryRecorder,
    Lifecycle,
    Probes,
    ShardUptimeReader,
    StatusService,
    TrendService,
  ],
})
export class MonitorModule {}
