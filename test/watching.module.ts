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
import { EventLog } from '../src/monitor/event-log.js';
import { EventReader } from '../src/monitor/event.reader.js';
import { HistoryReader } from '../src/monitor/history.reader.js';
import { HistoryRecorder } from '../src/monitor/history.recorder.js';
import { Lifecycle } from '../src/monitor/lifecycle.js';
import { Probes } from '../src/monitor/probes.js';
import { StatusService } from '../src/monitor/status.service.js';
import { TrendService } from '../src/monitor/trend.service.js';
import { UptimeService } from '../src/monitor/uptime.service.js';
import { EventBook } from '../src/store/event.book.js';
import { HistoryBook } from '../src/store/history.book.js';
import { IncidentBook } from '../src/store/incident.book.js';
import { LastWords } from '../src/store/last-words.js';
import { LifeBook } from '../src/store/life.book.js';
import { Runs } from '../src/store/runs.js';
import { Store } from '../src/store/store.js';
import { TellingBook } from '../src/store/telling.book.js';

const watching = [
  AvailabilityService,
  EventLog,
  EventReader,
  EventSettings,
  HistoryReader,
  HistoryRecorder,
  IncidentReader,
  Lifecycle,
  Probes,
  RecentIncidents,
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
const noting = [IncidentLedger, IncidentWatcher, IncidentsService, Past, UsualRate];

/** What pages are made of, with a store in memory and nothing that measures: a test says itself what happens. */
@Global()
@Module({
  providers: [
    ...watching,
    ...remembering,
    ...noting,
    { provide: Store, useFactory: () => Store.inMemory('a test') },
    { provide: Redaction, useValue: new Redaction((text) => text) },
  ],
  exports: watching,
})
export class WatchingModule {}
