import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { BotHealth } from './bot.health.js';
import { HealthController } from './health.controller.js';
import { ProbeHealth } from './probe.health.js';
import { StoreHealth } from './store.health.js';

@Module({
  // Terminus would log one line for every failing probe; what goes wrong is logged where it happens, once.
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController],
  providers: [BotHealth, ProbeHealth, StoreHealth],
})
export class HealthModule {}
