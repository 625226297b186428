import { Module } from '@nestjs/common';
import { AvailabilityController } from './availability.controller.js';
import { EventController } from './event.controller.js';
import { HistoryController } from './history.controller.js';
import { IncidentController } from './incident.controller.js';
import { StatusController } from './status.controller.js';
import { UnknownController } from './unknown.controller.js';

@Module({
  controllers: [
    AvailabilityController,
    EventController,
    HistoryController,
    IncidentController,
    StatusController,
    UnknownController,
  ],
})
export class ApiModule {}
