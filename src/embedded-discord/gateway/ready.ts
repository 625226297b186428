import type { Wire } from '../wire.js';
import { gatewayUser } from '../world/user.js';
import type { World } from '../world/world.js';
import type { Session } from './session.js';

/** The `d` of READY: https://docs.discord.com/developers/events/gateway-events#ready */
export function readyData(session: Session, world: World, resumeUrl: string): Wire {
  const { shardId, shardCount, isSharded } = session.identity;
  const here = world.guilds.on(shardId, shardCount);
  const { id, flags } = world.application;
  return {
    v: 10,
    user_settings: {},
    user: { ...gatewayUser(world.bot), verified: true, mfa_enabled: true, flags: 0, email: null },
    session_type: 'normal',
    session_id: session.id,
    resume_gateway_url: resumeUrl,
    relationships: [],
    private_channels: [],
    presences: [],
    guilds: here.map((guild) => ({ unavailable: true, id: guild.id })),
    guild_join_requests: [],
    geo_ordered_rtc_regions: ['rotterdam', 'frankfurt', 'milan'],
    game_relationships: [],
    auth: {},
    application: { id, flags },
    ...(isSharded ? { shard: [shardId, shardCount] } : {}),
    _trace: TRACE,
  };
}

/** Discord says with every hello and ready which of its machines answered. */
export const TRACE = ['["gateway-embedded-1",{"micros":0.0}]'];
