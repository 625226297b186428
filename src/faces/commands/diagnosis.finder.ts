import { Injectable, Logger } from '@nestjs/common';
import {
  type ApplicationCommand,
  ApplicationCommandPermissionType,
  PermissionFlagsBits,
  PermissionsBitField,
} from 'discord.js';
import type { SlashCommandContext } from 'necord';
import { GLOBAL, commandWord } from '../../model/command-drift.js';
import type { Absence, CommandPermission, DiagnosisFacts } from '../../model/diagnosis.js';
import { INTERACTION_DEADLINE_MS } from '../../model/discord-limits.js';
import type { GuildFailure } from '../../model/command-use.js';
import type { JudgedShard } from '../../model/figures.js';
import type { Snapshot } from '../../model/snapshot.js';
import type { Status } from '../../model/status.js';
import { StatusService } from '../../monitor/status.service.js';
import { CommandList } from './command.list.js';
import type { DiagnosisPlace, Gathered } from './diagnosis-words.js';
import { namedOf, namesIn, wordOf } from './named-command.js';

type Used = SlashCommandContext[0];
type Registered = Pick<ApplicationCommand, 'id' | 'name' | 'type' | 'defaultMemberPermissions'>;

/** Milliseconds for which people remember that a command did not work. */
const LATELY_MS = 300_000;

/** What a bot needs to answer in a channel with more than one message. */
const NEEDED = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages | PermissionFlagsBits.EmbedLinks;

const kinds = {
  [ApplicationCommandPermissionType.Role]: 'role',
  [ApplicationCommandPermissionType.User]: 'user',
  [ApplicationCommandPermissionType.Channel]: 'channel',
} as const;

/** Gathers what is known of a command in a server, from here and from Discord. */
@Injectable()
export class DiagnosisFinder {
  private readonly logger = new Logger('Diagnosis');

  constructor(
    private readonly status: StatusService,
    private readonly list: CommandList,
  ) {}

  /** Never rejects: what Discord does not say is not known. */
  async find(interaction: Used, { typed, guildId, channelId, roleId }: DiagnosisPlace): Promise<Gathered> {
    const { snapshot, shards, at } = this.status.now();
    const inCode = namedOf(this.list.seenIn(guildId), namesIn(typed));
    const names = inCode ? [inCode.name] : namesIn(typed);
    const registered = await this.known(() => registeredAs(interaction, names));
    const word = wordOf(inCode ?? registered ?? { name: names.at(-1) ?? '' });
    const settings = await this.known(() => settingsOf(interaction, registered?.id ?? null));
    return {
      ...{ at, word, guildId, channelId, roleId, settings: settings ?? null },
      ...aboutShard(interaction.guild?.shardId ?? null, shards, { snapshot, at }),
      isInCode: inCode !== null,
      isAtDiscord: registered === undefined ? null : registered !== null,
      differences: differencesOf(word, guildId, snapshot),
      lackedByRole: registered === undefined ? null : lackedBy(interaction, roleId, registered),
      missingPermissions: missingIn(interaction, channelId),
      lastFailure: lastFailureOf(word, guildId, snapshot),
      intentGaps: snapshot.application?.intentGaps ?? null,
    };
  }

  /** `undefined` where Discord does not say. */
  private async known<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      this.logger.warn(error, 'Discord did not say how a command stands');
      return undefined;
    }
  }
}

/** How the shard stands, and when it was away for long in the last minutes. */
function aboutShard(
  shardId: number | null,
  shards: readonly JudgedShard[],
  { snapshot, at }: Pick<Status, 'snapshot' | 'at'>,
): Pick<DiagnosisFacts, 'shard' | 'absence'> {
  const isLong = ({ from, to }: Absence) => to - from > INTERACTION_DEADLINE_MS && at - to < LATELY_MS;
  return {
    shard: shards.find(({ id }) => id === shardId) ?? null,
    absence: snapshot.gaps.find((gap) => gap.shardId === shardId && isLong(gap)) ?? null,
  };
}

function differencesOf(word: string, guildId: string, { commandSync }: Snapshot): DiagnosisFacts['differences'] {
  const isHere = (place: string) => place === GLOBAL || place === guildId;
  return commandSync && commandSync.differences.filter((one) => commandWord(one) === word && isHere(one.place));
}

/** With all its subcommands. Of the failures in a server only few are kept, and those of other commands push them out. */
function lastFailureOf(word: string, guildId: string, { commandUses }: Snapshot): DiagnosisFacts['lastFailure'] {
  const here = commandUses?.guilds.find((guild) => guild.guildId === guildId)?.failures ?? [];
  const ofEach = (commandUses?.commands ?? []).flatMap(({ kind, name, lastFailure }) =>
    lastFailure?.guildId === guildId ? [{ ...lastFailure, command: { kind, name } }] : [],
  );
  const all = [...here, ...ofEach].filter(({ command }) => `${command.name} `.startsWith(`${word} `));
  return all.reduce<GuildFailure | null>((newest, one) => (newest && newest.at >= one.at ? newest : one), null);
}

/** The command at Discord, the server's own before that of all servers; `null` when there is none. */
async function registeredAs({ client, guildId }: Used, names: readonly string[]): Promise<Registered | null> {
  const { commands } = client.application;
  const own = guildId === null ? null : namedOf([...(await commands.fetch({ guildId })).values()], names);
  return own ?? namedOf([...(await commands.fetch()).values()], names);
}

/** What the server has set for the command; where that is nothing, for the whole bot. */
async function settingsOf({ client, guildId }: Used, commandId: string | null): Promise<readonly CommandPermission[]> {
  if (guildId === null || commandId === null) return [];
  const all = await client.application.commands.permissions.fetch({ guild: guildId });
  const found = all.get(commandId) ?? all.get(client.application.id) ?? [];
  return found.map(({ id, type, permission }) => ({ id, kind: kinds[type], isAllowed: permission }));
}

/** What the command asks for by itself; nobody but administrators may use one that asks for nothing that exists. */
function lackedBy({ guild }: Used, roleId: string, command: Registered | null): readonly string[] | null {
  const [asked, role] = [command?.defaultMemberPermissions ?? null, guild?.roles.cache.get(roleId)];
  if (asked === null) return [];
  return role ? namesOf(role.permissions, asked.bitfield || PermissionFlagsBits.Administrator) : null;
}

/** For the channel of the answer Discord says it itself; for others it is computed, where they are remembered. */
function missingIn({ appPermissions, channelId: here, guild }: Used, channelId: string): readonly string[] | null {
  if (channelId === here) return namesOf(appPermissions, NEEDED);
  const [channel, me] = [guild?.channels.cache.get(channelId), guild?.members.me];
  return channel && me ? namesOf(channel.permissionsFor(me), NEEDED) : null;
}

/** As Discord's own settings call them. */
function namesOf(given: Readonly<PermissionsBitField>, needed: bigint): readonly string[] {
  return given.missing(needed).map((name) => name.replace(/([a-z])([A-Z])/g, '$1 $2').replace('Guild', 'Server'));
}
