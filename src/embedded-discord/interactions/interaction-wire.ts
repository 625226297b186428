import type { Wire } from '../wire.js';
import { membership, wholeChannel } from '../world/guild-wire.js';
import { gatewayUser, restUser } from '../world/user.js';
import type { World } from '../world/world.js';
import type { Interaction } from './interaction.js';

/** Bytes a user may attach without a boost: https://docs.discord.com/developers/reference#uploading-files */
const ATTACHMENT_LIMIT = 10_485_760;
const BOT_PERMISSIONS = '2248473465835073';

/** The `d` of INTERACTION_CREATE: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object */
export function interactionWire(interaction: Interaction, world: World): Wire {
  const { command, guild, channel, user, options, resolved, permissions } = interaction.use;
  const hasResolved = Object.keys(resolved).length > 0;
  return {
    version: 1,
    type: 2,
    token: interaction.token,
    member: {
      user: gatewayUser(user),
      ...membership(guild, user, world.bot),
      permissions,
      unusual_dm_activity_until: null,
      collectibles: null,
      display_name_styles: null,
    },
    locale: 'en-US',
    id: interaction.id,
    guild_locale: 'en-US',
    guild_id: guild.id,
    guild: { locale: 'en-US', id: guild.id, features: [] },
    entitlements: [],
    entitlement_sku_ids: [],
    data: {
      type: command.type,
      name: command.name,
      id: command.id,
      ...(command.guildId === null ? {} : { guild_id: command.guildId }),
      ...(options.length > 0 ? { options } : {}),
      ...(hasResolved ? { resolved } : {}),
    },
    context: 0,
    channel_id: channel.id,
    channel: { ...wholeChannel(channel), permissions },
    authorizing_integration_owners: { '0': guild.id },
    attachment_size_limit: ATTACHMENT_LIMIT,
    application_id: world.application.id,
    app_permissions: BOT_PERMISSIONS,
  };
}

/** What a message says about the interaction it answers. */
export function answering(interaction: Interaction, applicationId: string): Wire {
  const { command, user, guild } = interaction.use;
  return {
    webhook_id: applicationId,
    application_id: applicationId,
    interaction: { id: interaction.id, type: 2, name: command.name, user: restUser(user) },
    interaction_metadata: {
      id: interaction.id,
      type: 2,
      user: restUser(user),
      authorizing_integration_owners: { '0': guild.id },
      name: command.name,
      command_type: command.type,
    },
  };
}
