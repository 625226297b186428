import { Module } from '@nestjs/common';
import { AboutCommand } from './about.command.js';
import { HelpCommand } from './help.command.js';
import { PingCommand } from './ping.command.js';
import { StatusCommand } from './status.command.js';

@Module({ providers: [AboutCommand, HelpCommand, PingCommand, StatusCommand] })
export class CommandsModule {}
