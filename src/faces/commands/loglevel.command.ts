import { Injectable } from '@nestjs/common';
import { Context, IntegerOption, Options, SlashCommand, type SlashCommandContext, StringOption } from 'necord';
import { HOME_GUILD } from '../../config/gateway.settings.js';
import { type LogVolume, logVolumes } from '../../model/action.js';
import { OperatorDesk } from './operator.desk.js';
import { ReasonOption } from './reason.option.js';
import { described } from './words/words.js';

const MINUTE_MS = 60_000;
/** A day. */
const MOST_MINUTES = 1_440;
const USUAL_MINUTES = 15;

export class LogLevelOptions extends ReasonOption {
  @StringOption({
    name: 'level',
    ...described(({ loglevel }) => loglevel.level),
    required: true,
    choices: logVolumes.map((value) => ({ name: value, value })),
  })
  readonly level!: LogVolume;

  @IntegerOption({
    name: 'minutes',
    ...described(({ loglevel }) => loglevel.minutes),
    min_value: 1,
    max_value: MOST_MINUTES,
  })
  readonly minutes!: number | null;
}

@Injectable()
export class LogLevelCommand {
  constructor(private readonly desk: OperatorDesk) {}

  @SlashCommand({
    name: 'loglevel',
    ...described(({ loglevel }) => loglevel.description),
    guilds: [HOME_GUILD],
    defaultMemberPermissions: '0',
  })
  async run(@Context() [interaction]: SlashCommandContext, @Options() options: LogLevelOptions): Promise<void> {
    const { level, minutes, reason } = options;
    const forMs = (minutes ?? USUAL_MINUTES) * MINUTE_MS;
    await this.desk.take(interaction, { kind: 'log_level.set', level, forMs }, { reason });
  }
}
