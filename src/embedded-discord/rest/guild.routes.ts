import { missingAccess, unknownGuild, unknownMember } from '../discord-error.js';
import { asText } from '../wire.js';
import type { Guild } from '../world/guild.js';
import { restGuild, restMember, roles, wholeChannel } from '../world/guild-wire.js';
import { happening } from '../world/happening.js';
import type { World } from '../world/world.js';
import { FormErrors } from './form-errors.js';
import { type Answer, type Asked, type Route, idAsked, numberAsked, ok } from './route.js';

/** https://docs.discord.com/developers/resources/guild#list-guild-members */
const PAGE = { least: 1, most: 1_000, unlessTold: 1 };
const GUILD_MEMBERS = 1 << 1;
const NICK = { most: 32 };

/** One server: https://docs.discord.com/developers/resources/guild */
export function guildRoutes(world: World): Route[] {
  const guildOf = ({ part }: Asked): Guild => {
    const guild = world.guilds.get(part('guild'));
    if (!guild) throw unknownGuild();
    return guild;
  };
  const members = '/guilds/:guild/members';
  return [
    { method: 'get', path: '/guilds/:guild', answer: (asked) => ok(restGuild(guildOf(asked), world.bot)) },
    {
      method: 'get',
      path: '/guilds/:guild/channels',
      answer: (asked) => ok(guildOf(asked).channels().map(wholeChannel)),
    },
    { method: 'get', path: '/guilds/:guild/roles', answer: (asked) => ok(roles(guildOf(asked), world.bot)) },
    { method: 'get', path: members, answer: (asked) => memberPage(asked, guildOf(asked), world) },
    { method: 'patch', path: `${members}/@me`, answer: (asked) => rename(asked, guildOf(asked), world) },
    {
      method: 'get',
      path: `${members}/:user`,
      answer: (asked) => {
        const guild = guildOf(asked);
        const user = world.member(guild, asked.part('user'));
        if (!user) throw unknownMember();
        return ok(restMember(guild, user, world.bot));
      },
    },
  ];
}

/** Needs the privileged intent, although it is no event. */
function memberPage(asked: Asked, guild: Guild, world: World): Answer {
  const limit = numberAsked(asked, 'limit', PAGE);
  const after = idAsked(asked, 'after') ?? 0n;
  if (world.application.disallowed(GUILD_MEMBERS)) throw missingAccess();
  const sorted = [world.bot, ...world.membersOf(guild)].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const page = sorted.filter(({ id }) => BigInt(id) > after).slice(0, limit);
  return ok(page.map((user) => restMember(guild, user, world.bot)));
}

/** https://docs.discord.com/developers/resources/guild#modify-current-member */
function rename({ fields }: Asked, guild: Guild, world: World): Answer {
  const errors = new FormErrors();
  errors.text(fields['nick'], ['nick'], NICK);
  errors.throwIfAny();
  if ('nick' in fields) {
    // No name at all takes the old one away.
    guild.botNick = asText(fields['nick'])?.trim() || null;
    const { bot } = world;
    world.tell(
      happening('GUILD_MEMBER_UPDATE', guild.id, () => ({ guild_id: guild.id, ...restMember(guild, bot, bot) })),
    );
  }
  return ok(restMember(guild, world.bot, world.bot));
}
