import { unknownGuild } from '../discord-error.js';
import type { Gateway } from '../gateway/gateway.js';
import { myGuild } from '../world/guild-wire.js';
import { ownUser } from '../world/user.js';
import type { World } from '../world/world.js';
import { type Asked, type Answer, type Route, noContent, ok } from './route.js';

/** Guilds on one page of the bot's list: https://docs.discord.com/developers/resources/user#get-current-user-guilds */
const GUILDS_PER_PAGE = 200;

/** Where the gateway is and how many shards to start there. */
export interface GatewayAddress {
  readonly url: string;
  readonly shards: number;
}

/** Who the bot is, and the way to the gateway. */
export function applicationRoutes(world: World, gateway: Gateway, address: () => GatewayAddress): Route[] {
  const application = (): Answer => ok(world.application.wire(world.guilds.size));
  return [
    { method: 'get', path: '/gateway', isOpen: true, answer: () => ok({ url: address().url }) },
    {
      method: 'get',
      path: '/gateway/bot',
      answer: () => ok({ ...address(), session_start_limit: gateway.starts.wire(gateway.clock.now()) }),
    },
    { method: 'get', path: '/users/@me', answer: () => ok(ownUser(world.bot)) },
    { method: 'get', path: '/users/@me/guilds', answer: (asked) => ok(guildPage(world, asked)) },
    {
      method: 'delete',
      path: '/users/@me/guilds/:guild',
      answer: ({ part }) => {
        if (!world.removeGuild(part('guild'))) throw unknownGuild();
        return noContent;
      },
    },
    { method: 'get', path: '/applications/@me', answer: application },
    { method: 'get', path: '/oauth2/applications/@me', answer: application },
  ];
}

function guildPage(world: World, { query }: Asked): unknown[] {
  const limit = Math.min(GUILDS_PER_PAGE, Number(query('limit') ?? GUILDS_PER_PAGE) || GUILDS_PER_PAGE);
  const after = BigInt(/^\d{1,20}$/.exec(query('after') ?? '')?.[0] ?? '0');
  const sorted = [...world.guilds.values()].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  return sorted
    .filter((guild) => BigInt(guild.id) > after)
    .slice(0, limit)
    .map(myGuild);
}
