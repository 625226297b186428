import { missingAccess, unknownCommand } from '../discord-error.js';
import { type Command, commandWire } from '../world/command.js';
import type { CommandBook } from '../world/command-book.js';
import type { World } from '../world/world.js';
import { checkCommand, checkCommands, checkCounts } from './command-rules.js';
import { type Asked, type Route, created, noContent, ok } from './route.js';

/** Registering commands, global ones and those of one guild: https://docs.discord.com/developers/interactions/application-commands#endpoints */
export function commandRoutes(world: World, commands: CommandBook): Route[] {
  return ['/applications/:app/commands', '/applications/:app/guilds/:guild/commands'].flatMap((path) => [
    ...allOf(path, world, commands),
    ...oneOf(`${path}/:command`, world, commands),
  ]);
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
        return ok(commands.replaceAll(checkCommands(asked.body), place).map(wire));
      },
    },
    {
      method: 'post',
      path,
      answer: (asked) => {
        const place = placeOf(asked, world);
        const body = checkCommand(asked.body);
        const others = commands.list(place).filter((one) => one.name !== body['name']);
        checkCounts([...others, body]);
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
