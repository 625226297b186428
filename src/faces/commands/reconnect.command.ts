import { Injectable, UseInterceptors } from '@nestjs/common';
import {
  BooleanOption,
  Context,
  IntegerOption,
  Options,
  SlashCommand,
  type SlashCommandContext,
  StringOption,
} from 'necord';
import { HOME_GUILD } from '../../config/gateway.settings.js';
import { OperatorDesk } from './operator.desk.js';
import { ReasonOption } from './reason.option.js';
import { ShardSuggestions } from './shard.suggestions.js';
import { described } from './words/words.js';

export class ReconnectOptions extends ReasonOption {
  @IntegerOption({ name: 'shard', ...described(({ reconnect }) => reconnect.shard), min_value: 0, autocomplete: true })
  readonly shard!: number | null;

  @StringOption({
    name: 'session',
    ...described(({ reconnect }) => reconnect.session),
    choices: [
      { name: 'resume', value: 'resume' },
      { name: 'new', value: 'new' },
    ],
  })
  readonly session!: 'resume' | 'new' | null;

  @BooleanOption({ name: 'force', ...described(({ reconnect }) => reconnect.force) })
  readonly force!: boolean | null;
}

@Injectable()
export class ReconnectCommand {
  constructor(private readonly desk: OperatorDesk) {}

  @UseInterceptors(ShardSuggestions)
  @SlashCommand({
    name: 'reconnect',
    ...described(({ reconnect }) => reconnect.description),
    guilds: [HOME_GUILD],
    defaultMemberPermissions: '0',
  })
  async run(@Context() [interaction]: SlashCommandContext, @Options() options: ReconnectOptions): Promise<void> {
    const { shard: shardId, session, force, reason } = options;
    const how = { session: session ?? 'resume', isForced: force ?? false };
    const action =
      shardId === null
        ? ({ kind: 'shards.reconnect', ...how } as const)
        : ({ kind: 'shard.reconnect', shardId, ...how } as const);
    await this.desk.take(interaction, action, { reason });
  }
}
