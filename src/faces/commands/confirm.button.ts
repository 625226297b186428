import { Injectable } from '@nestjs/common';
import { Button, type ButtonContext, ComponentParam, Context } from 'necord';
import { OperatorDesk } from './operator.desk.js';
import { wordsFor } from './words/words.js';

/** The yes to what a slash command has asked. */
@Injectable()
export class ConfirmButton {
  constructor(private readonly desk: OperatorDesk) {}

  @Button('confirm/:id')
  async press(@Context() [interaction]: ButtonContext, @ComponentParam('id') id: string): Promise<void> {
    await interaction.update({ content: wordsFor(interaction).underWay, components: [] });
    await interaction.editReply(await this.desk.confirm(interaction, id));
  }
}
