import { unknownGuild, unknownMember } from '../discord-error.js';
import type { Guild } from '../world/guild.js';
import { restGuild, restMember, roles, wholeChannel } from '../world/guild-wire.js';
import type { World } from '../world/world.js';
import { type Asked, type Route, ok } from './route.js';

/** Reading one server: https://docs.discord.com/developers/resources/guild */
export function guildRoutes(world: World): Route[] {
  const guildOf = ({ part }: Asked): Guild => {
    const guild = world.guilds.get(part('guild'));
    if (!guild) throw unknownGuild();
    return guild;
  };
  return [
    { method: 'get', path: '/guilds/:guild', answer: (asked) => ok(restGuild(guildOf(asked), world.bot)) },
    {
      method: 'get',
      path: '/guilds/:guild/channels',
      answer: (asked) => ok(guildOf(asked).channels().map(wholeChannel)),
    },
    { method: 'get', path: '/guilds/:guild/roles', answer: (asked) => ok(roles(guildOf(asked), world.bot)) },
    {
      method: 'get',
      path: '/guilds/:guild/members/:user',
      answer: (asked) => {
        const guild = guildOf(asked);
        const user = world.member(guild, asked.part('user'));
        if (!user) throw unknownMember();
        return ok(restMember(guild, user, world.bot));
      },
    },
  ];
}
