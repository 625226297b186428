import { Injectable } from '@nestjs/common';
import { Context, IntegerOption, Options, SlashCommand, type SlashCommandContext } from 'necord';
import { HOME_GUILD } from '../../config/gateway.settings.js';
import { OperatorDesk } from './operator.desk.js';
import { ReasonOption } from './reason.option.js';
import { described } from './words/words.js';

const MINUTE_MS = 60_000;
/** A week. */
const MOST_MINUTES = 10_080;

export class MaintenanceOptions extends ReasonOption {
  @IntegerOption({
    name: 'minutes',
    ...described(({ maintenance }) => maintenance.minutes),
    required: true,
    min_value: 0,
    max_value: MOST_MINUTES,
  })
  readonly minutes!: number;
}

@Injectable()
export class MaintenanceCommand {
  constructor(private readonly desk: OperatorDesk) {}

  @SlashCommand({
    name: 'maintenance',
    ...described(({ maintenance }) => maintenance.description),
    guilds: [HOME_GUILD],
    defaultMemberPermissions: '0',
  })
  async run(@Context() [interaction]: SlashCommandContext, @Options() options: MaintenanceOptions): Promise<void> {
    const { minutes, reason } = options;
    const action =
      minutes === 0
        ? ({ kind: 'maintenance.end' } as const)
        : ({ kind: 'maintenance.begin', forMs: minutes * MINUTE_MS } as const);
    await this.desk.take(interaction, action, { reason });
  }
}
