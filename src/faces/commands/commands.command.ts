import { Injectable } from '@nestjs/common';
import {
  BooleanOption,
  Button,
  type ButtonContext,
  ComponentParam,
  Context,
  Options,
  type SlashCommandContext,
  Subcommand,
  createCommandGroupDecorator,
} from 'necord';
import { HOME_GUILD } from '../../config/gateway.settings.js';
import { CommandComparer } from '../../control/command.comparer.js';
import { EVERYWHERE, type SyncWish, isEmpty, planOf } from '../../model/command-plan.js';
import { Conflict } from '../../model/errors.js';
import { StatusService } from '../../monitor/status.service.js';
import { type Answer, answerInTime, turnInTime } from './answer.js';
import { driftAnswer } from './drift-words.js';
import { OperatorDesk } from './operator.desk.js';
import { OperatorDoor } from './operator.door.js';
import { ReasonOption } from './reason.option.js';
import { type Words, described, wordsFor } from './words/words.js';

const look = { deed: 'look.pages', target: 'commands' } as const;

export class SyncOptions extends ReasonOption {
  @BooleanOption({ name: 'delete', ...described(({ commands }) => commands.delete) })
  readonly isDeleting!: boolean | null;
}

const CommandsGroup = createCommandGroupDecorator({
  name: 'commands',
  ...described(({ commands }) => commands.description),
  guilds: [HOME_GUILD],
  defaultMemberPermissions: '0',
});

@CommandsGroup()
@Injectable()
export class CommandsCommand {
  constructor(
    private readonly status: StatusService,
    private readonly comparer: CommandComparer,
    private readonly door: OperatorDoor,
    private readonly desk: OperatorDesk,
  ) {}

  @Subcommand({ name: 'diff', ...described(({ commands }) => commands.diff) })
  async diff(@Context() [interaction]: SlashCommandContext): Promise<void> {
    const answer = () => this.compared(wordsFor(interaction));
    await answerInTime(interaction, this.door.letIn(interaction, look, answer));
  }

  @Button('commands/:page')
  async turn(@Context() [interaction]: ButtonContext, @ComponentParam('page') page: string): Promise<void> {
    const answer = () => this.answer(wordsFor(interaction), Number(page));
    await turnInTime(interaction, this.door.letIn(interaction, look, answer));
  }

  @Subcommand({ name: 'sync', ...described(({ commands }) => commands.sync) })
  async sync(@Context() [interaction]: SlashCommandContext, @Options() options: SyncOptions): Promise<void> {
    const { isDeleting, reason } = options;
    const action = { kind: 'commands.sync', place: EVERYWHERE, isDeleting: isDeleting ?? false } as const;
    await this.desk.take(interaction, action, {
      reason,
      look: () => this.comparer.compare(null), // what is asked is what would be written now
      isAsked: () => this.writesSomething(action),
    });
  }

  private writesSomething(wish: SyncWish): boolean {
    const { commandSync } = this.status.now().snapshot;
    return commandSync !== null && !isEmpty(planOf(commandSync, wish));
  }

  /** Compared anew; where that fails, the answer says so itself. */
  private async compared(words: Words): Promise<Answer> {
    try {
      await this.comparer.compare(null);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
    return this.answer(words, 0);
  }

  private answer(words: Words, page: number): Answer {
    const { snapshot, at } = this.status.now();
    return driftAnswer(snapshot.commandSync, { words, page, now: at });
  }
}
