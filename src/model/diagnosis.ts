import type { CommandDifference } from './command-drift.js';
import type { GuildFailure } from './command-use.js';
import type { JudgedShard } from './figures.js';
import type { Gap } from './gap.js';
import type { IntentGap } from './intent-gap.js';
import { answers } from './shard.js';

/** What is looked at when a command does not work, in this order: each rests on those before, and the last are less certain. */
export const diagnosisChecks = [
  ...(['registered', 'in_step', 'enabled_channel', 'enabled_role'] as const),
  ...(['permissions', 'shard', 'last_failure', 'intents'] as const),
] as const;

export type DiagnosisCheck = (typeof diagnosisChecks)[number];

/** An entry of a server's settings for a command: https://docs.discord.com/developers/interactions/application-commands#application-command-permissions-object */
export interface CommandPermission {
  /** Snowflake of a role, a user or a channel; the server's own is everybody, and one less is every channel. */
  readonly id: string;
  readonly kind: 'role' | 'user' | 'channel';
  readonly isAllowed: boolean;
}

/** When a shard was away: epoch milliseconds. */
export type Absence = Pick<Gap, 'from' | 'to'>;

/** All that a diagnosis rests on; `null` is not known. */
export interface DiagnosisFacts {
  readonly guildId: string;
  readonly channelId: string;
  /** The role of those for whom it does not work; the server's own id for everybody. */
  readonly roleId: string;
  readonly shard: Pick<JudgedShard, 'phase'> | null;
  /** The last time in the last minutes that the shard was away for longer than Discord waits for an answer. */
  readonly absence: Absence | null;
  readonly isInCode: boolean;
  readonly isAtDiscord: boolean | null;
  /** What is different about this command. */
  readonly differences: readonly CommandDifference[] | null;
  /** The server's settings for this command. */
  readonly settings: readonly CommandPermission[] | null;
  /** Names of the permissions without which the command is not for this role, where the settings name it not. */
  readonly lackedByRole: readonly string[] | null;
  /** Names of the permissions that the bot lacks in the channel. */
  readonly missingPermissions: readonly string[] | null;
  /** The newest failure of this command in this server. */
  readonly lastFailure: GuildFailure | null;
  /** What the bot listens for and never hears. */
  readonly intentGaps: readonly IntentGap[] | null;
}

export interface Finding {
  readonly check: DiagnosisCheck;
  readonly state: 'fine' | 'failing' | 'unknown';
}

/** Everything that was looked at, up to the first that fails: it is the last one then. Pure. */
export function diagnose(facts: DiagnosisFacts): readonly Finding[] {
  const all = diagnosisChecks.map((check): Finding => ({ check, state: stateOf(isFine[check](facts)) }));
  const failing = all.findIndex(({ state }) => state === 'failing');
  return failing < 0 ? all : all.slice(0, failing + 1);
}

function stateOf(isIt: boolean | null): Finding['state'] {
  if (isIt === null) return 'unknown';
  return isIt ? 'fine' : 'failing';
}

const isFine: Readonly<Record<DiagnosisCheck, (facts: DiagnosisFacts) => boolean | null>> = {
  registered: ({ isAtDiscord }) => isAtDiscord,
  in_step: ({ isInCode, differences }) => isInCode && differences && differences.length === 0,
  enabled_channel: ({ settings, channelId, guildId }) =>
    settings && (settingOf(settings, 'channel', [channelId, allChannels(guildId)]) ?? true),
  enabled_role: ({ settings, roleId, guildId, lackedByRole }) =>
    settings && (settingOf(settings, 'role', [roleId, guildId]) ?? (lackedByRole && lackedByRole.length === 0)),
  permissions: ({ missingPermissions }) => missingPermissions && missingPermissions.length === 0,
  shard: ({ shard, absence }) => shard && answers(shard.phase) && absence === null,
  last_failure: ({ lastFailure }) => lastFailure === null,
  intents: ({ intentGaps }) => intentGaps && intentGaps.length === 0,
};

/** The first of these that the settings name decides; `null` where they name none. */
function settingOf(
  settings: readonly CommandPermission[],
  kind: CommandPermission['kind'],
  ids: readonly string[],
): boolean | null {
  const named = ids.map((id) => settings.find((one) => one.kind === kind && one.id === id));
  return named.find((one) => one !== undefined)?.isAllowed ?? null;
}

/** How Discord names every channel of a server. */
function allChannels(guildId: string): string {
  return (BigInt(guildId) - 1n).toString();
}
