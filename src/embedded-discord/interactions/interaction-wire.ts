import type { Wire } from '../wire.js';
import { membership, wholeChannel } from '../world/guild-wire.js';
import { EPHEMERAL, messageWire } from '../world/message.js';
import { gatewayUser, restUser } from '../world/user.js';
import { roomWire } from '../world/user-channel.js';
import type { World } from '../world/world.js';
import { type Interaction, KIND, type Use } from './interaction.js';

/** Bytes a user may attach without a boost: https://docs.discord.com/developers/reference#uploading-files */
const ATTACHMENT_LIMIT = 10_485_760;
const BOT_PERMISSIONS = '2248473465835073';
/** What the application may do in direct messages. */
const DIRECT_PERMISSIONS = '442368';

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-context-types */
export const CONTEXT = { guild: 0, direct: 1 } as const;

/** The `d` of INTERACTION_CREATE: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object */
export function interactionWire({ id, token, use }: Interaction, world: World): Wire {
  const { kind, data, message } = use;
  return {
    version: 1,
    type: kind,
    token,
    ...place(use, world),
    ...(message === null ? {} : { message: { ...messageWire(message), ...(use.guild ? {} : { channel_type: 1 }) } }),
    locale: 'en-US',
    id,
    entitlements: [],
    entitlement_sku_ids: [],
    data,
    channel_id: use.channel.id,
    attachment_size_limit: ATTACHMENT_LIMIT,
    application_id: world.application.id,
  };
}

function place({ guild, channel, user, permissions }: Use, world: World): Wire {
  if (!guild || channel.type === 1) {
    return {
      user: gatewayUser(user),
      context: CONTEXT.direct,
      channel: roomWire(channel),
      authorizing_integration_owners: { '0': '0' },
      app_permissions: DIRECT_PERMISSIONS,
    };
  }
  const member = { user: gatewayUser(user), ...membership(guild, user, world.bot), permissions };
  return {
    member: { ...member, unusual_dm_activity_until: null, collectibles: null, display_name_styles: null },
    guild_locale: 'en-US',
    guild_id: guild.id,
    guild: { locale: 'en-US', id: guild.id, features: [] },
    context: CONTEXT.guild,
    channel: { ...wholeChannel(channel), permissions },
    authorizing_integration_owners: { '0': guild.id },
    app_permissions: guild.botMay ?? BOT_PERMISSIONS,
  };
}

/** What a message says about the interaction it answers. */
export function answering(interaction: Interaction, applicationId: string): Wire {
  const { command, user } = interaction.use;
  const about = { id: interaction.id, type: KIND.command, name: command?.name, user: restUser(user) };
  return {
    webhook_id: applicationId,
    application_id: applicationId,
    ...(command ? { interaction: about } : {}),
    interaction_metadata: metadata(interaction),
  };
}

function metadata(interaction: Interaction): Wire {
  const { kind, command, message, trigger, user, guild } = interaction.use;
  const common = {
    id: interaction.id,
    type: kind,
    user: restUser(user),
    authorizing_integration_owners: { '0': guild?.id ?? '0' },
  };
  if (trigger) return { ...common, triggering_interaction_metadata: metadata(trigger) };
  if (message) return { ...common, interacted_message_id: message.id };
  return { ...common, name: command?.name, command_type: command?.type };
}

/** Whether this person sees the message: an ephemeral one is seen by whose use it answers only. */
export function maySee(userId: string, { flags, more }: { readonly flags: number; readonly more: Wire }): boolean {
  if (!(flags & EPHEMERAL)) return true;
  const about = more['interaction_metadata'] as { user?: { id?: unknown } } | undefined;
  return about?.user?.id === userId;
}
