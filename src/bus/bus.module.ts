import { Global, Module } from '@nestjs/common';
import { EventBus } from './event-bus.js';
import { LocalBus } from './local.bus.js';

@Global()
@Module({ providers: [{ provide: EventBus, useClass: LocalBus }], exports: [EventBus] })
export class BusModule {}
