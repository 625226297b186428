import { Module } from '@nestjs/common';
import { HistoryController } from './history.controller.js';
import { StatusController } from './status.controller.js';
import { UnknownController } from './unknown.controller.js';

@Module({ controllers: [HistoryController, StatusController, UnknownController] })
export class ApiModule {}
