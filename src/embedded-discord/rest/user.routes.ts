import { invalidRecipients, unknownGuild, unknownUser } from '../discord-error.js';
import type { Grant } from '../oauth2/grant-book.js';
import { permissionsOf } from '../interactions/command-use.js';
import { type Wire, asText } from '../wire.js';
import type { Guild } from '../world/guild.js';
import { myGuild } from '../world/guild-wire.js';
import type { MessageBook } from '../world/message-book.js';
import { authorizedUser, ownUser, restUser } from '../world/user.js';
import { roomWire } from '../world/user-channel.js';
import type { World } from '../world/world.js';
import { FormErrors } from './form-errors.js';
import { type Answer, type Asked, type Route, idAsked, noContent, numberAsked, ok } from './route.js';

/** Guilds on one page of a list: https://docs.discord.com/developers/resources/user#get-current-user-guilds */
const GUILDS = { least: 1, most: 200, unlessTold: 200 };
/** https://docs.discord.com/developers/resources/user#usernames-and-nicknames */
const USERNAME = { least: 2, most: 32 };
const FORBIDDEN_NAME = /@|#|:|```|discord/i;

/** The bot or the user whose token it is, and other people: https://docs.discord.com/developers/resources/user */
export function userRoutes(world: World, messages: MessageBook): Route[] {
  const me = '/users/@me';
  return [
    {
      method: 'get',
      path: me,
      scope: 'identify',
      answer: ({ grant }) => ok(grant ? granted(grant) : ownUser(world.bot)),
    },
    { method: 'patch', path: me, answer: (asked) => rename(world, asked) },
    { method: 'get', path: `${me}/guilds`, scope: 'guilds', answer: (asked) => ok(guildPage(world, asked)) },
    { method: 'delete', path: `${me}/guilds/:guild`, answer: (asked) => leave(world, asked) },
    { method: 'post', path: `${me}/channels`, answer: (asked) => ok(direct(asked, world, messages)) },
    {
      method: 'get',
      path: '/users/:user',
      answer: ({ part }) => {
        const user = [world.bot, ...world.users].find(({ id }) => id === part('user'));
        if (!user) throw unknownUser();
        return ok(restUser(user));
      },
    },
  ];
}

function granted({ user, scopes }: Grant): Wire {
  return authorizedUser(user, scopes.includes('email'));
}

/** https://docs.discord.com/developers/resources/user#modify-current-user */
function rename(world: World, { fields }: Asked): Answer {
  const errors = new FormErrors();
  const { username, avatar } = fields;
  errors.text(username, ['username'], USERNAME);
  const name = asText(username)?.trim();
  if (name !== undefined && FORBIDDEN_NAME.test(name)) {
    errors.add(['username'], 'USERNAME_INVALID_CONTAINS', 'Username cannot contain what Discord reserves');
  }
  if (typeof avatar === 'string' && !/^data:image\/(png|jpeg|gif|webp);base64,/.test(avatar)) {
    errors.add(['avatar'], 'BASE_TYPE_IMAGE_INVALID', 'Invalid image data');
  }
  errors.throwIfAny();
  const hash =
    avatar === undefined ? {} : { avatar: avatar === null ? null : world.snowflakes.next().padStart(32, '0') };
  world.application.bot = { ...world.bot, ...(name === undefined ? {} : { username: name }), ...hash };
  return ok(ownUser(world.bot));
}

function leave(world: World, { part }: Asked): Answer {
  if (!world.removeGuild(part('guild'))) throw unknownGuild();
  return noContent;
}

function direct({ fields }: Asked, world: World, messages: MessageBook): Wire {
  const recipient = world.users.find(({ id }) => id === fields['recipient_id']);
  if (!recipient) throw invalidRecipients();
  return roomWire(messages.directs.with(recipient));
}

function guildPage(world: World, asked: Asked): Wire[] {
  const limit = numberAsked(asked, 'limit', GUILDS);
  const [after, before] = [idAsked(asked, 'after'), idAsked(asked, 'before')];
  const { grant } = asked;
  const isMeant = ({ id }: Guild): boolean =>
    (after === null || BigInt(id) > after) && (before === null || BigInt(id) < before);
  const all = [...world.guilds.values()].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const mine = grant ? all.filter((guild) => world.member(guild, grant.user.id) !== undefined) : all;
  const meant = mine.filter(isMeant);
  const counts = asked.query('with_counts') === 'true';
  return (before !== null && after === null ? meant.slice(-limit) : meant.slice(0, limit)).map((guild) => ({
    ...myGuild(guild),
    ...(grant ? { owner: guild.ownerId === grant.user.id, permissions: permissionsOf(grant.user.id, guild) } : {}),
    ...(counts
      ? { approximate_member_count: guild.memberCount, approximate_presence_count: Math.ceil(guild.memberCount / 7) }
      : {}),
  }));
}
