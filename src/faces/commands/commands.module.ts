import { Module } from '@nestjs/common';
import { AboutCommand } from './about.command.js';
import { FailureFilter } from './failure.filter.js';
import { HelpCommand } from './help.command.js';
import { PingCommand } from './ping.command.js';
import { StatusCommand } from './status.command.js';

@Module({ providers: [AboutCommand, FailureFilter, HelpCommand, PingCommand, StatusCommand] })
export class CommandsModule {}
