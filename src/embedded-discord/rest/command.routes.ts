import { missingAccess, tooManyCreates, unknownCommand, unknownPermissions } from '../discord-error.js';
import type { Wire } from '../wire.js';
import { type Command, commandWire } from '../world/command.js';
import type { CommandBook } from '../world/command-book.js';
import type { World } from '../world/world.js';
import { checkCommand, checkCommands, checkCounts, duplicateName } from './command-rules.js';
import { type Asked, type Route, created, noContent, ok } from './route.js';

/** Registering commands, global ones and those of one guild: https://docs.discord.com/developers/interactions/application-commands#endpoints */
export function commandRoutes(world: World, commands: CommandBook): Route[] {
  const inGuild = '/applications/:app/guilds/:guild/commands';
  return [
    // Before the route of one command, which would take it for an id.
    { method: 'get', path: `${inGuild}/permissions`, answer: (asked) => ok(settingsIn(asked, world, commands)) },
    {
      method: 'get',
      path: `${inGuild}/:command/permissions`,
      answer: (asked) => ok(settingsOf(asked, world, commands)),
    },
    ...['/applications/:app/commands', inGuild].flatMap((path) => [
      ...allOf(path, world, commands),
      ...oneOf(`${path}/:command`, world, commands),
    ]),
  ];
}

/** What somebody has set in a server; of commands where nobody did, there is nothing. */
function settingsIn(asked: Asked, world: World, commands: CommandBook): Wire[] {
  const guildId = placeOf(asked, world) ?? '';
  const application_id = world.application.id;
  const set = [...(commands.settings.get(guildId) ?? [])];
  return set.map(([id, permissions]) => ({ id, application_id, guild_id: guildId, permissions }));
}

/** @throws {DiscordError} 10066 where nobody has set anything */
function settingsOf(asked: Asked, world: World, commands: CommandBook): Wire {
  const [id, place] = [asked.part('command'), placeOf(asked, world)];
  const found = settingsIn(asked, world, commands).find((one) => one['id'] === id);
  if (found) return found;
  throw (commands.get(id, place) ?? commands.get(id, null)) ? unknownPermissions() : unknownCommand();
}

/** @throws {DiscordError} 30034 when so many new ones would be more than 200 today */
function checkCreates(bodies: readonly Wire[], place: string | null, commands: CommandBook): void {
  if (commands.countNew(bodies, place) > commands.creates.left(place)) throw tooManyCreates();
}

function allOf(path: string, world: World, commands: CommandBook): Route[] {
  const wire = (command: Command): unknown => commandWire(command, world.application.id);
  return [
    { method: 'get', path, answer: (asked) => ok(commands.list(placeOf(asked, world)).map(wire)) },
    {
      method: 'put',
      path,
      answer: (asked) => {
        const place = placeOf(asked, world);
        const bodies = checkCommands(asked.body);
        checkCreates(bodies, place, commands);
        return ok(commands.replaceAll(bodies, place).map(wire));
      },
    },
    {
      method: 'post',
      path,
      answer: (asked) => {
        const place = placeOf(asked, world);
        const body = checkCommand(asked.body);
        const isSame = (one: Command): boolean => one.name === body['name'] && one.type === (body['type'] ?? 1);
        const others = commands.list(place).filter((one) => !isSame(one));
        checkCounts([...others, body]);
        checkCreates([body], place, commands);
        const { command, isNew } = commands.put(body, place);
        return isNew ? created(wire(command)) : ok(wire(command));
      },
    },
  ];
}

function oneOf(path: string, world: World, commands: CommandBook): Route[] {
  const wire = (command: Command): unknown => commandWire(command, world.application.id);
  const one = (asked: Asked): Command => {
    const command = commands.get(asked.part('command'), placeOf(asked, world));
    if (!command) throw unknownCommand();
    return command;
  };
  return [
    { method: 'get', path, answer: (asked) => ok(wire(one(asked))) },
    {
      method: 'patch',
      path,
      answer: (asked) => {
        const { id, guildId, type, name, fields } = one(asked);
        const body = checkCommand({ name, ...fields, ...asked.fields, type });
        const isTaken = commands
          .list(guildId)
          .some((one) => one.id !== id && one.name === body['name'] && one.type === type);
        if (isTaken) throw duplicateName();
        return ok(wire(commands.put(body, guildId, id).command));
      },
    },
    {
      method: 'delete',
      path,
      answer: (asked) => {
        commands.delete(one(asked).id);
        return noContent;
      },
    },
  ];
}

/** The guild in the path, `null` for global commands. @throws {DiscordError} 50001 for an application or guild that is not ours */
function placeOf({ part }: Asked, world: World): string | null {
  if (part('app') !== world.application.id) throw missingAccess();
  const guildId = part('guild');
  if (guildId !== '' && !world.guilds.has(guildId)) throw missingAccess();
  return guildId === '' ? null : guildId;
}
