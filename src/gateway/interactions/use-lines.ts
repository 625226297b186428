import type { CommandFailure } from '../../model/command-failure.js';
import {
  COMMANDS_KEPT,
  type CommandUse,
  type CommandUses,
  FAILURES_KEPT,
  GUILDS_KEPT,
  type GuildFailure,
  OTHERS,
} from '../../model/command-use.js';
import { type Limits, span } from '../../model/limits.js';
import { UseLine } from './use-line.js';

/** Milliseconds. */
const MINUTE_MS = 60_000;

type Name = Pick<CommandUse, 'kind' | 'name'>;

/** One line for each command, and the last failures of each guild. Of bounded size. */
export class UseLines {
  private readonly lines = new Map<string, UseLine>();
  /** The guild that failed last comes last. */
  private readonly guilds = new Map<string, readonly GuildFailure[]>();
  private last: CommandUses = { commands: [], guilds: [] };
  private haveGuildsChanged = false;

  constructor(private readonly limits: Pick<Limits, 'timeFactor'>) {}

  /** The line of a command; the one for all others when there are too many. */
  of({ kind, name }: Name): UseLine {
    const key = `${kind} ${name}`;
    const known = this.lines.get(key);
    if (known) return known;
    if (name !== OTHERS && this.lines.size >= COMMANDS_KEPT) return this.of({ kind, name: OTHERS });
    const line = new UseLine({ kind, name }, span(MINUTE_MS, this.limits));
    this.lines.set(key, line);
    return line;
  }

  failed(command: Name, failure: CommandFailure): void {
    this.of(command).failed(failure);
    const { guildId } = failure;
    if (guildId === null) return;
    const failures = [{ ...failure, command }, ...(this.guilds.get(guildId) ?? [])].slice(0, FAILURES_KEPT);
    this.guilds.delete(guildId);
    this.guilds.set(guildId, failures);
    const oldest = this.guilds.size > GUILDS_KEPT ? this.guilds.keys().next().value : undefined;
    if (oldest !== undefined) this.guilds.delete(oldest);
    this.haveGuildsChanged = true;
  }

  /** The very same object while nothing has changed. */
  told(at: number): CommandUses {
    const commands = [...this.lines.values()].map((line) => line.use(at));
    const isSame =
      commands.length === this.last.commands.length && commands.every((use, i) => use === this.last.commands[i]);
    if (isSame && !this.haveGuildsChanged) return this.last;
    const guilds = this.haveGuildsChanged
      ? [...this.guilds].reverse().map(([guildId, failures]) => ({ guildId, failures }))
      : this.last.guilds;
    this.haveGuildsChanged = false;
    this.last = { commands, guilds };
    return this.last;
  }
}
