import { Module } from '@nestjs/common';
import { ActionController } from './action.controller.js';
import { ActionDesk } from './action.desk.js';
import { AuditController } from './audit.controller.js';
import { AvailabilityController } from './availability.controller.js';
import { CommandController } from './command.controller.js';
import { CommandDriftController } from './command-drift.controller.js';
import { EventController } from './event.controller.js';
import { GuildController } from './guild.controller.js';
import { HistoryController } from './history.controller.js';
import { IncidentController } from './incident.controller.js';
import { KeyController } from './key.controller.js';
import { SessionController } from './session.controller.js';
import { StatusController } from './status.controller.js';
import { UnknownController } from './unknown.controller.js';

@Module({
  controllers: [
    ActionController,
    AuditController,
    AvailabilityController,
    CommandController,
    CommandDriftController,
    EventController,
    GuildController,
    HistoryController,
    IncidentController,
    KeyController,
    SessionController,
    StatusController,
    UnknownController,
  ],
  providers: [ActionDesk],
})
export class ApiModule {}
