import { Global, Module } from '@nestjs/common';
import { IncidentLedger } from './incident.ledger.js';
import { IncidentReader } from './incident.reader.js';
import { IncidentWatcher } from './incident.watcher.js';
import { IncidentsService } from './incidents.service.js';
import { Past } from './past.js';
import { RecentIncidents } from './recent-incidents.js';
import { StatusPagePoll } from './status-page.poll.js';
import { TellingReader } from './telling.reader.js';
import { UsualRate } from './usual-rate.js';

@Global()
@Module({
  providers: [
    IncidentLedger,
    IncidentReader,
    IncidentWatcher,
    IncidentsService,
    Past,
    RecentIncidents,
    StatusPagePoll,
    TellingReader,
    UsualRate,
  ],
  exports: [IncidentReader, IncidentsService, RecentIncidents, TellingReader],
})
export class IncidentsModule {}
