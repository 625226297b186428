import { isDeepStrictEqual } from 'node:util';
import type { Wire } from '../wire.js';
import { type Command, commandFields } from './command.js';
import { CommandCreates } from './command-creates.js';
import type { Snowflakes } from './snowflake.js';

/** https://docs.discord.com/developers/interactions/application-commands#application-command-permissions-object */
export interface CommandSetting {
  readonly id: string;
  /** 1 a role, 2 a user, 3 a channel. */
  readonly type: 1 | 2 | 3;
  readonly permission: boolean;
}

/** The registered commands, global ones and those of single guilds. One with the same name and type in the same place is replaced. */
export class CommandBook {
  private readonly commands = new Map<string, Command>();

  /** Who may use which command, and where: of each server what somebody has set, by the command or the application. */
  readonly settings = new Map<string, ReadonlyMap<string, readonly CommandSetting[]>>();

  constructor(
    private readonly snowflakes: Snowflakes,
    readonly creates = new CommandCreates(),
  ) {}

  /** Those of one guild, or the global ones for `null`. */
  list(guildId: string | null): Command[] {
    return [...this.commands.values()].filter((command) => command.guildId === guildId);
  }

  get(id: string, guildId: string | null): Command | undefined {
    const command = this.commands.get(id);
    return command?.guildId === guildId ? command : undefined;
  }

  /** A slash command that can be used in this guild; one of the guild's own goes before a global one. */
  find(name: string, guildId: string): Command | undefined {
    const named = (command: Command): boolean => command.name === name && command.type === 1;
    return this.list(guildId).find(named) ?? this.list(null).find(named);
  }

  /** Registers one command; `isNew` is false when it took the place of another. One that is the same keeps its version too. */
  put(body: Wire, guildId: string | null, id?: string): { readonly command: Command; readonly isNew: boolean } {
    const { name, type } = nameOf(body);
    const fields = commandFields(body, guildId === null);
    const before = id === undefined ? this.same(name, type, guildId) : this.get(id, guildId);
    const isUnchanged = before?.name === name && before.type === type && isDeepStrictEqual(before.fields, fields);
    if (before && isUnchanged) return { command: before, isNew: false };
    const command = {
      id: before?.id ?? this.snowflakes.next(),
      guildId,
      version: this.snowflakes.next(),
      type,
      name,
      fields,
    };
    this.commands.set(command.id, command);
    if (!before) this.creates.note(guildId, 1);
    return { command, isNew: before === undefined };
  }

  /** Makes `bodies` all there is in one place. */
  replaceAll(bodies: readonly Wire[], guildId: string | null): Command[] {
    const kept = bodies.map((body) => this.put(body, guildId).command);
    for (const command of this.list(guildId)) if (!kept.includes(command)) this.commands.delete(command.id);
    return kept;
  }

  /** How many of these would be new in their place. */
  countNew(bodies: readonly Wire[], guildId: string | null): number {
    const isNew = (body: Wire): boolean => {
      const { name, type } = nameOf(body);
      return this.same(name, type, guildId) === undefined;
    };
    return bodies.filter(isNew).length;
  }

  delete(id: string): void {
    this.commands.delete(id);
  }

  private same(name: string, type: number, guildId: string | null): Command | undefined {
    return this.list(guildId).find((command) => command.name === name && command.type === type);
  }
}

function nameOf(body: Wire): { name: string; type: number } {
  return {
    name: typeof body['name'] === 'string' ? body['name'] : '',
    type: typeof body['type'] === 'number' ? body['type'] : 1,
  };
}
