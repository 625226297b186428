import { Global, Module } from '@nestjs/common';
import { ActionTeller } from './action.teller.js';
import { Audit } from './audit.js';
import { AuditReader } from './audit.reader.js';
import { CommandComparer } from './command.comparer.js';
import { ControlService } from './control.service.js';
import { Performer } from './performer.js';
import { Recorder } from './recorder.js';
import { Requests } from './requests.js';
import { StandingOrders } from './standing.orders.js';

@Global()
@Module({
  providers: [
    ActionTeller,
    Audit,
    AuditReader,
    CommandComparer,
    ControlService,
    Performer,
    Recorder,
    Requests,
    StandingOrders,
  ],
  exports: [AuditReader, CommandComparer, ControlService, Recorder, Requests],
})
export class ControlModule {}
