import { type DynamicModule, Module } from '@nestjs/common';
import { LoggerModule, type Params } from 'nestjs-pino';
import { AlertsModule } from './alerts/alerts.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BusModule } from './bus/bus.module.js';
import { ConfigModule } from './config/config.module.js';
import { ControlModule } from './control/control.module.js';
import { ApiModule } from './faces/api/api.module.js';
import { CommandsModule } from './faces/commands/commands.module.js';
import { HealthModule } from './faces/health/health.module.js';
import { MetricsModule } from './faces/metrics/metrics.module.js';
import { WebModule } from './faces/web/web.module.js';
import { FeaturesModule } from './features/features.module.js';
import { GatewayModule } from './gateway/gateway.module.js';
import { IncidentsModule } from './incidents/incidents.module.js';
import { MonitorModule } from './monitor/monitor.module.js';
import { StoreModule } from './store/store.module.js';

/** The plan of the house: which rooms there are. The only place where they meet. */
@Module({})
export class AppModule {
  /** @param settings instances of the settings classes, read and checked; each is injected as its class */
  static of(settings: readonly object[], log: Params): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot(log),
        ConfigModule.of(settings),
        BusModule,
        StoreModule,
        AuthModule,
        GatewayModule,
        MonitorModule,
        ControlModule,
        IncidentsModule,
        AlertsModule,
        FeaturesModule,
        CommandsModule,
        WebModule, // before health: a browser that asks /health gets the page
        HealthModule,
        MetricsModule,
        ApiModule,
      ],
    };
  }
}
