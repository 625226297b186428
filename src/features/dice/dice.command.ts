import { Injectable } from '@nestjs/common';
import { Context, IntegerOption, Options, SlashCommand, type SlashCommandContext } from 'necord';
import { roll } from './roll.js';

/** What a person may say with the command; Discord checks it before it reaches us. */
export class DiceOptions {
  @IntegerOption({ name: 'sides', description: 'How many sides the die has (2 to 100)', min_value: 2, max_value: 100 })
  readonly sides!: number | null;
}

/** The example to copy for a command of your own: one folder, one class, one line in `features.module.ts`. */
@Injectable()
export class DiceCommand {
  @SlashCommand({ name: 'dice', description: 'Roll a die' })
  async roll(@Context() [interaction]: SlashCommandContext, @Options() { sides }: DiceOptions): Promise<void> {
    await interaction.reply(`You rolled a **${roll(sides ?? 6)}**.`);
  }
}
