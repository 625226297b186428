import { Module } from '@nestjs/common';
import { DiceCommand } from './dice/dice.command.js';

/** The bot's own commands. Yours go here: one folder each, and one line below. */
@Module({ providers: [DiceCommand] })
export class FeaturesModule {}
