import { Global, Module } from '@nestjs/common';
import { DiscordConnection } from '../config/connection.js';
import { GatewaySettings } from '../config/gateway.settings.js';
import { ApplicationReporter } from './application.reporter.js';
import { ClientWatch } from './client-watch.js';
import { clientOptions } from './client.options.js';
import { CommandSync } from './command-sync.js';
import { GatewayLifecycle } from './gateway.lifecycle.js';
import { Login } from './login.js';
import { ManagedNecordModule } from './managed-necord.module.js';
import { ManagerDoor } from './manager-door.js';
import { Preflight } from './preflight.js';
import { Reporter } from './reporter.js';
import { Shards } from './shards.js';
import { SignInLoop } from './sign-in.loop.js';
import { Teller } from './teller.js';
import { TokenGuard } from './token-guard.js';
import { Watchers } from './watchers.js';

@Global()
@Module({ providers: [ManagerDoor], exports: [ManagerDoor] })
class DoorModule {}

@Module({
  imports: [
    DoorModule,
    ManagedNecordModule.forRootAsync({
      inject: [GatewaySettings, DiscordConnection, ManagerDoor],
      useFactory: (settings: GatewaySettings, connection: DiscordConnection, door: ManagerDoor) =>
        clientOptions(settings, connection, (manager) => door.open(manager)),
    }),
  ],
  providers: [
    ApplicationReporter,
    ClientWatch,
    CommandSync,
    GatewayLifecycle,
    Login,
    Preflight,
    Reporter,
    Shards,
    SignInLoop,
    Teller,
    TokenGuard,
    Watchers,
  ],
  exports: [GatewayLifecycle],
})
export class GatewayModule {}
