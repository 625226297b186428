import { Injectable } from '@nestjs/common';
import { Context, Options, SlashCommand, type SlashCommandContext, StringOption } from 'necord';
import { HOME_GUILD } from '../../config/gateway.settings.js';
import { LONGEST_PRESENCE, type PresenceStatus, presenceStatuses } from '../../model/presence.js';
import { OperatorDesk } from './operator.desk.js';
import { ReasonOption } from './reason.option.js';
import { described } from './words/words.js';

export class PresenceOptions extends ReasonOption {
  @StringOption({
    name: 'status',
    ...described(({ presence }) => presence.status),
    required: true,
    choices: presenceStatuses.map((value) => ({ name: value, value })),
  })
  readonly status!: PresenceStatus;

  @StringOption({ name: 'text', ...described(({ presence }) => presence.text), max_length: LONGEST_PRESENCE })
  readonly text!: string | null;
}

@Injectable()
export class PresenceCommand {
  constructor(private readonly desk: OperatorDesk) {}

  @SlashCommand({
    name: 'presence',
    ...described(({ presence }) => presence.description),
    guilds: [HOME_GUILD],
    defaultMemberPermissions: '0',
  })
  async run(@Context() [interaction]: SlashCommandContext, @Options() options: PresenceOptions): Promise<void> {
    const { status, text, reason } = options;
    await this.desk.take(interaction, { kind: 'presence.set', presence: { status, text } }, { reason });
  }
}
