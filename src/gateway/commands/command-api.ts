import { type REST, Routes } from 'discord.js';
import { type CommandDifference, type CommandPlace, GLOBAL } from '../../model/command-drift.js';
import type { WireCommand } from '../../model/command-shape.js';
import { Unavailable } from '../../model/errors.js';

/** A command that Discord has. */
export type KnownCommand = WireCommand & { readonly id: string };

/**
 * The commands at Discord, written one by one: https://docs.discord.com/developers/interactions/application-commands#endpoints
 * Every method throws what discord.js's REST throws.
 */
export class CommandApi {
  /** @param applicationId `undefined` before Discord has said who the bot is */
  constructor(
    private readonly rest: REST,
    private readonly applicationId: () => string | undefined,
  ) {}

  /** The host that is asked, for words. */
  get address(): string {
    return this.rest.options.api;
  }

  async list(place: CommandPlace): Promise<readonly KnownCommand[]> {
    const query = new URLSearchParams({ with_localizations: 'true' });
    return (await this.rest.get(this.route(place), { query })) as readonly KnownCommand[];
  }

  async create(place: CommandPlace, body: WireCommand): Promise<void> {
    await this.rest.post(this.route(place), { body });
  }

  /** Writes the fields that differ, and leaves the others alone. */
  async change({ place, fields }: CommandDifference, known: KnownCommand, wanted: WireCommand): Promise<void> {
    const names = new Set(fields.map(({ path }) => path.split('.', 1)[0] ?? ''));
    const body = Object.fromEntries([...names].flatMap((name) => partOf(name, wanted)));
    await this.rest.patch(this.route(place, known.id), { body });
  }

  async delete(place: CommandPlace, { id }: KnownCommand): Promise<void> {
    await this.rest.delete(this.route(place, id));
  }

  private route(place: CommandPlace, id?: string): `/${string}` {
    const application = this.applicationId();
    if (application === undefined) throw new Unavailable('Discord, which has not yet said who the bot is,');
    if (place === GLOBAL)
      return id === undefined ? Routes.applicationCommands(application) : Routes.applicationCommand(application, id);
    if (id === undefined) return Routes.applicationGuildCommands(application, place);
    return Routes.applicationGuildCommand(application, place, id);
  }
}

/** What says the same as not to say it, where Discord does not take nothing for an answer. */
const unsaid: Readonly<Record<string, unknown>> = { nsfw: false, options: [] };

/** A field that the code does not name goes back to Discord's default; left out, it would stay as it is. */
function partOf(name: string, wanted: WireCommand): readonly (readonly [string, unknown])[] {
  const value = wanted[name] ?? unsaid[name] ?? null;
  // The older word would still hold where the newer one says nothing.
  const isOlderMeant = name === 'contexts' && value === null;
  return isOlderMeant
    ? [
        [name, null],
        ['dm_permission', wanted['dm_permission'] ?? true],
      ]
    : [[name, value]];
}
