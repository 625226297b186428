import { REST } from 'discord.js';
import type { CommandsService } from 'necord';
import { LocalBus } from '../src/bus/local.bus.js';
import { MonitorSettings } from '../src/config/monitor.settings.js';
import { EmbeddedDiscord } from '../src/embedded-discord/embedded-discord.js';
import { CommandApi } from '../src/gateway/commands/command-api.js';
import { CommandBudget } from '../src/gateway/commands/command-budget.js';
import { CommandReader } from '../src/gateway/commands/command-reader.js';
import { CommandSet } from '../src/gateway/commands/command-set.js';
import { CommandSync } from '../src/gateway/commands/command-sync.js';
import { CommandWriter } from '../src/gateway/commands/command-writer.js';
import { type CommandPlace, GLOBAL } from '../src/model/command-drift.js';
import type { WireCommand } from '../src/model/command-shape.js';
import type { CommandSync as Known, CommandSyncMode } from '../src/model/command-sync.js';
import { CommandCreateBook } from '../src/store/command-create.book.js';
import { Store } from '../src/store/store.js';
import { gatewaySettings } from './make-gateway.js';

/** Commands that a test puts into the code. */
class GivenSet extends CommandSet {
  given: ReadonlyMap<CommandPlace, readonly WireCommand[]> = new Map();

  constructor() {
    super(undefined as unknown as CommandsService, gatewaySettings());
  }

  override places(): ReadonlyMap<CommandPlace, readonly WireCommand[]> {
    return new Map([[GLOBAL, []], ...this.given]);
  }
}

/** The comparison of the commands beside a Discord of its own, with discord.js's own REST and a store in memory. */
export class CommandScene {
  /** What was written to the commands, as Discord saw it: `POST /applications/:app/commands`. */
  readonly written: string[] = [];
  readonly told: Known[] = [];
  private readonly set = new GivenSet();
  private bus = new LocalBus();

  private constructor(
    readonly discord: EmbeddedDiscord,
    private readonly store: Store,
  ) {
    discord.watchRest(({ method, route }) => {
      if (route?.includes('/commands') && method !== 'GET') this.written.push(route);
    });
  }

  static async open(): Promise<CommandScene> {
    const quiet = { traffic: false, mishaps: false, latency: false, timeFactor: 1_000 };
    const discord = await EmbeddedDiscord.start({ shards: 1, guilds: 3, ...quiet });
    return new CommandScene(discord, await Store.inMemory('a test'));
  }

  /** As a process would have it that starts now. */
  begin(mode: CommandSyncMode = 'on-start'): CommandSync {
    const rest = new REST({ api: this.discord.api, retries: 0 }).setToken(this.discord.token);
    const api = new CommandApi(rest, () => this.discord.applicationId);
    const budget = new CommandBudget(new CommandCreateBook(this.store), new MonitorSettings());
    const reader = new CommandReader(this.set, api, budget);
    this.bus = new LocalBus();
    this.bus.events$.subscribe((event) => {
      if (event.type === 'commands.compared') this.told.push(event.commandSync);
    });
    const writer = new CommandWriter(api, reader, budget);
    return new CommandSync(reader, writer, gatewaySettings({ commandSync: mode }), this.bus);
  }

  /** From now on this is in the code. */
  put(place: CommandPlace, commands: readonly WireCommand[]): void {
    this.set.given = new Map([...this.set.given, [place, commands]]);
  }

  /** What was told last. */
  get known(): Known {
    const last = this.told.at(-1);
    if (!last) throw new Error('Nothing was told yet');
    return last;
  }

  /** `changed /rich` for each difference that was told last. */
  get differences(): readonly string[] {
    return this.known.differences.map(({ kind, name }) => `${kind} ${name}`);
  }

  /** The ids and versions that Discord has, by name: a command that nobody touched keeps both. */
  async versions(place: CommandPlace): Promise<Readonly<Record<string, string>>> {
    const response = await fetch(this.url(place), { headers: this.headers });
    const commands = (await response.json()) as readonly { name: string; id: string; version: string }[];
    return Object.fromEntries(commands.map(({ name, id, version }) => [name, `${id} ${version}`]));
  }

  /** Somebody else, with the same token, replaces the commands of all servers. */
  async overwrite(names: readonly string[]): Promise<void> {
    const response = await fetch(this.url(GLOBAL), {
      method: 'PUT',
      headers: { ...this.headers, 'content-type': 'application/json' },
      body: JSON.stringify(names.map((name) => ({ name, type: 1, description: 'Of somebody else' }))),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  async close(): Promise<void> {
    await this.discord.stop();
    await this.store.close();
  }

  private get headers() {
    return { authorization: `Bot ${this.discord.token}` };
  }

  private url(place: CommandPlace): string {
    const path = place === GLOBAL ? '' : `/guilds/${place}`;
    return `${this.discord.api}/v10/applications/${this.discord.applicationId}${path}/commands`;
  }
}
