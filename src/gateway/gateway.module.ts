import { Global, Module } from '@nestjs/common';
import { Client } from 'discord.js';
import { DiscordConnection } from '../config/connection.js';
import { GatewaySettings } from '../config/gateway.settings.js';
import { MonitorSettings } from '../config/monitor.settings.js';
import { ApplicationReporter } from './application.reporter.js';
import { BotToken } from './bot-token.js';
import { ClientWatch } from './client-watch.js';
import { clientOptions } from './client.options.js';
import { CommandApi } from './commands/command-api.js';
import { CommandBudget } from './commands/command-budget.js';
import { CommandReader } from './commands/command-reader.js';
import { CommandSet } from './commands/command-set.js';
import { CommandSync } from './commands/command-sync.js';
import { CommandWatch } from './commands/command-watch.js';
import { CommandWorker } from './commands/command.worker.js';
import { CommandWriter } from './commands/command-writer.js';
import { Crew } from './crew.js';
import { EventGate } from './event-gate.js';
import { GatewayLifecycle } from './gateway.lifecycle.js';
import { Gaps } from './gaps.js';
import { GuildTeller } from './guild.teller.js';
import { Handlers } from './interactions/handlers.js';
import { UseBook } from './interactions/use-book.js';
import { UseWatch } from './interactions/use-watch.js';
import { GuildKeeper } from './kit/guild.keeper.js';
import { Hydrator } from './kit/hydrator.js';
import { SessionKeeper } from './kit/session.keeper.js';
import { SessionKit } from './kit/session.kit.js';
import { SessionShelf } from './kit/session.shelf.js';
import { GatewayQuestion } from './gateway-question.js';
import { Login } from './login.js';
import { ManagedNecordModule } from './managed-necord.module.js';
import { ManagerDoor } from './manager-door.js';
import { Preflight } from './preflight.js';
import { ReachWatch } from './reach.watch.js';
import { PresenceKeeper } from './presence.keeper.js';
import { Reporter } from './reporter.js';
import { RequestWorker } from './request.worker.js';
import { InteractionWatch } from './rest/interaction-watch.js';
import { RequestDoor } from './rest/request-door.js';
import { RequestFailures } from './rest/request-failures.js';
import { RestModule } from './rest/rest.module.js';
import { EvenLimits } from './rest/even-limits.js';
import { RestWatch } from './rest/rest-watch.js';
import { ForeignAnswers } from './second-instance/foreign-answers.js';
import { SecondInstanceWatch } from './second-instance/second-instance.watch.js';
import { Signs } from './second-instance/signs.js';
import { ShardRemedies } from './shard.remedies.js';
import { Shards } from './shards.js';
import { SignInLoop } from './sign-in.loop.js';
import { Standstill } from './standstill.js';
import { Canary } from './supervision/canary.js';
import { CanaryMessenger } from './supervision/canary.messenger.js';
import { DeafCare } from './supervision/deaf-care.js';
import { IdentifyGuard } from './supervision/identify-guard.js';
import { SessionStartLedger } from './supervision/session-start.ledger.js';
import { SessionStartPoll } from './supervision/session-start.poll.js';
import { Supervision } from './supervision/supervision.js';
import { Supervisor } from './supervision/supervisor.js';
import { Teller } from './teller.js';
import { TokenGuard } from './token-guard.js';
import { Watchers } from './watchers.js';

type ClientParts = [GatewaySettings, DiscordConnection, MonitorSettings, ManagerDoor, RequestDoor];

@Global()
@Module({ providers: [ManagerDoor], exports: [ManagerDoor] })
class DoorModule {}

@Module({
  imports: [
    DoorModule,
    RestModule,
    ManagedNecordModule.forRootAsync({
      inject: [GatewaySettings, DiscordConnection, MonitorSettings, ManagerDoor, RequestDoor],
      useFactory: (...[settings, connection, limits, ...doors]: ClientParts) =>
        clientOptions([settings, connection, limits], doors),
    }),
  ],
  providers: [
    ApplicationReporter,
    BotToken,
    Canary,
    CanaryMessenger,
    ClientWatch,
    {
      provide: CommandApi,
      inject: [Client],
      useFactory: (client: Client) => new CommandApi(client.rest, () => client.application?.id),
    },
    CommandBudget,
    CommandReader,
    CommandSet,
    CommandSync,
    CommandWatch,
    CommandWorker,
    CommandWriter,
    Crew,
    DeafCare,
    EventGate,
    ForeignAnswers,
    Gaps,
    GatewayLifecycle,
    GuildKeeper,
    GuildTeller,
    Handlers,
    Hydrator,
    GatewayQuestion,
    IdentifyGuard,
    InteractionWatch,
    Login,
    Preflight,
    PresenceKeeper,
    ReachWatch,
    Reporter,
    RequestFailures,
    EvenLimits,
    RequestWorker,
    RestWatch,
    SecondInstanceWatch,
    SessionKeeper,
    SessionKit,
    SessionShelf,
    SessionStartLedger,
    SessionStartPoll,
    ShardRemedies,
    Shards,
    SignInLoop,
    Signs,
    Supervision,
    Standstill,
    Supervisor,
    Teller,
    TokenGuard,
    { provide: UseBook, inject: [MonitorSettings], useFactory: (limits: MonitorSettings) => new UseBook(limits) },
    UseWatch,
    Watchers,
  ],
  exports: [GatewayLifecycle, Handlers],
})
export class GatewayModule {}
