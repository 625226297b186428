import { Global, Module } from '@nestjs/common';
import { RequestDoor } from './request-door.js';
import { RestMeter } from './rest-meter.js';

/** The way to Discord's REST API; there for everybody, because discord.js's client is made with it. */
@Global()
@Module({ providers: [RequestDoor, RestMeter], exports: [RequestDoor] })
export class RestModule {}
