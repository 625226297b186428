import { Module } from '@nestjs/common';
import { StatusController } from './status.controller.js';
import { UnknownController } from './unknown.controller.js';

@Module({ controllers: [StatusController, UnknownController] })
export class ApiModule {}
