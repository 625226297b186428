import { Global, Module } from '@nestjs/common';
import { IncidentLedger } from './incident.ledger.js';
import { IncidentReader } from './incident.reader.js';
import { IncidentWatcher } from './incident.watcher.js';
import { IncidentsService } from './incidents.service.js';
import { Past } from './past.js';
import { StatusPagePoll } from './status-page.poll.js';
import { UsualRate } from './usual-rate.js';

@Global()
@Module({
  providers: [IncidentLedger, IncidentReader, IncidentWatcher, IncidentsService, Past, StatusPagePoll, UsualRate],
  exports: [IncidentReader, IncidentsService],
})
export class IncidentsModule {}
