import { Global, Module } from '@nestjs/common';
import { EventSettings } from '../src/config/event.settings.js';
import { HistorySettings } from '../src/config/history.settings.js';
import { Redaction } from '../src/config/redaction.js';
import { IncidentLedger } from '../src/incidents/incident.ledger.js';
import { IncidentReader } from '../src/incidents/incident.reader.js';
import { IncidentWatcher } from '../src/incidents/incident.watcher.js';
import { IncidentsService } from '../src/incidents/incidents.service.js';
import { Past } from '../src/incidents/past.js';
import { RecentIncidents } from '../src/incidents/recent-incidents.js';
import { TellingReader } from '../src/incidents/telling.reader.js';
import { UsualRate } from '../src/incidents/usual-rate.js';
import { AvailabilityService } from '../src/monitor/availability.service.js';
import { CommandTrend } from '../src/monitor/command-trend.js';
import { EventLog } from '../src/monitor/event-log.js';
import { EventReader } from '../src/monitor/event.reader.js';
import { GuildDirectory } from '../src/monitor/guild.directory.js';
import { HistoryReader } from '../src/monitor/history.reader.js';
import { HistoryRecorder } from '../src/monitor/history.recorder.js';
import { Lifecycle } from '../src/monitor/lifecycle.js';
import { Probes } from '../src/monitor/probes.js';
import { ShardUptimeReader } from '../src/monitor/shard-uptime.reader.js';
import { StatusService } from '../src/monitor/status.service.js';
import { TrendService } from '../src/monitor/trend.service.js';
import { UptimeService } from '../src/monitor/uptime.service.js';
import { AuditBook } from '../src/store/audit.book.js';
import { EventBook } from '../src/store/event.book.js';
import { HistoryBook } from '../src/store/history.book.js';
import { IncidentBook } from '../src/store/incident.book.js';
import { KeyBook } from '../src/store/key.book.js';
import { LastWords } from '../src/store/last-words.js';
import { LifeBook } from '../src/store/life.book.js';
import { Runs } from '../src/store/runs.js';
import { SignInBook } from '../src/store/sign-in.book.js';
import { StandingBook } from '../src/store/standing.book.js';
import { Store } from '../src/store/store.js';
import { TellingBook } from '../src/store/telling.book.js';
import { WebSessionBook } from '../src/store/web-session.book.js';

const watching = [
  AvailabilityService,
  CommandTrend,
  EventLog,
  EventReader,
  EventSettings,
  GuildDirectory,
  HistoryReader,
  HistoryRecorder,
  IncidentReader,
  Lifecycle,
  Probes,
  RecentIncidents,
  ShardUptimeReader,
  StatusService,
  TellingReader,
  TrendService,
];
const remembering = [
  EventBook,
  HistoryBook,
  HistorySettings,
  IncidentBook,
  LastWords,
  LifeBook,
  Runs,
  TellingBook,
  UptimeService,
];
const asking = [KeyBook, SignInBook, WebSessionBook];
const ordering = [AuditBook, StandingBook];
const noting = [IncidentLedger, IncidentWatcher, IncidentsService, Past, UsualRate];

/** What pages are made of, with a store in memory and nothing that measures: a test says itself what happens. */
@Global()
@Module({
  providers: [
    ...watching,
    ...remembering,
    ...noting,
    ...asking,
    ...ordering,
    { provide: Store, useFactory: () => Store.inMemory('a test') },
    { provide: Redaction, useValue: new Redaction((text) => text) },
  ],
  exports: [...watching, ...asking, ...ordering],
})
export class WatchingModule {}
