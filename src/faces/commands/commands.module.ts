import { Module } from '@nestjs/common';
import { AboutCommand } from './about.command.js';
import { CommandList } from './command.list.js';
import { CommandsCommand } from './commands.command.js';
import { ConfirmButton } from './confirm.button.js';
import { DiagnoseCommand } from './diagnose.command.js';
import { DiagnosisFinder } from './diagnosis.finder.js';
import { FailureFilter } from './failure.filter.js';
import { HealthCommand } from './health.command.js';
import { HelpCommand } from './help.command.js';
import { IncidentsCommand } from './incidents.command.js';
import { InviteCommand } from './invite.command.js';
import { LogLevelCommand } from './loglevel.command.js';
import { MaintenanceCommand } from './maintenance.command.js';
import { OperatorDesk } from './operator.desk.js';
import { OperatorDoor } from './operator.door.js';
import { PendingWishes } from './pending.wishes.js';
import { PingCommand } from './ping.command.js';
import { PresenceCommand } from './presence.command.js';
import { ReconnectCommand } from './reconnect.command.js';
import { ShardsCommand } from './shards.command.js';
import { StatusCommand } from './status.command.js';
import { UptimeCommand } from './uptime.command.js';

const forEverybody = [
  ...[
    AboutCommand,
    DiagnoseCommand,
    HelpCommand,
    InviteCommand,
    PingCommand,
    ShardsCommand,
    StatusCommand,
    UptimeCommand,
  ],
];
const forOperators = [
  CommandsCommand,
  HealthCommand,
  IncidentsCommand,
  LogLevelCommand,
  MaintenanceCommand,
  PresenceCommand,
  ReconnectCommand,
];
const services = [
  CommandList,
  ConfirmButton,
  DiagnosisFinder,
  FailureFilter,
  OperatorDesk,
  OperatorDoor,
  PendingWishes,
];

@Module({ providers: [...forEverybody, ...forOperators, ...services] })
export class CommandsModule {}
