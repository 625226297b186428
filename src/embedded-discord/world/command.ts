import { type Wire, asList, asObject, asText } from '../wire.js';

/** A command as the application registered it, in Discord's spelling. */
export interface Command {
  readonly id: string;
  /** `null` for a global one. */
  readonly guildId: string | null;
  /** Changes whenever the command does. */
  readonly version: string;
  /** 1 slash command, 2 on a user, 3 on a message: https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-types */
  readonly type: number;
  readonly name: string;
  /** The rest of what was sent, with Discord's defaults filled in. */
  readonly fields: Wire;
}

/** What the application sent, with Discord's defaults for what it left out: two equal commands have equal fields. */
export function commandFields(body: Wire, isGlobal: boolean): Wire {
  const contexts = isGlobal ? { contexts: body['contexts'] ?? null, dm_permission: body['dm_permission'] ?? true } : {};
  const options = asList(body['options']).map(optionFields);
  return {
    default_member_permissions: body['default_member_permissions'] ?? null,
    name_localizations: body['name_localizations'] ?? null,
    description: asText(body['description']) ?? '',
    description_localizations: body['description_localizations'] ?? null,
    integration_types: body['integration_types'] ?? [0],
    ...contexts,
    nsfw: body['nsfw'] ?? false,
    ...(options.length > 0 ? { options } : {}),
  };
}

/** An option without what says nothing. */
function optionFields(option: unknown): Wire {
  const said = Object.entries(asObject(option) ?? {}).filter(
    ([name, value]) =>
      value !== null && value !== undefined && !(name === 'required' && value === false) && !isEmptyList(value),
  );
  const fields = Object.fromEntries(said);
  const options = asList(fields['options']);
  return options.length > 0 ? { ...fields, options: options.map(optionFields) } : fields;
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

export function commandWire(command: Command, applicationId: string): Wire {
  const { id, version, type, name, guildId } = command;
  const base = { id, application_id: applicationId, version, type, name, ...command.fields };
  return guildId === null ? base : { ...base, guild_id: guildId };
}
