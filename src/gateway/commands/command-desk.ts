import { REST, type RESTGetCurrentApplicationResult, Routes } from 'discord.js';
import type { CommandDrift, CommandPlace } from '../../model/command-drift.js';
import { type SyncPlan, type SyncWish, isEmpty, planOf } from '../../model/command-plan.js';
import { type Problem } from '../../model/problem.js';
import { CommandApi, type KnownCommand } from './command-api.js';
import type { CommandBudget } from './command-budget.js';
import { commandProblem } from './command-problem.js';
import { CommandReader } from './command-reader.js';
import type { CommandSet } from './command-set.js';
import { CommandWriter } from './command-writer.js';

/** Milliseconds for one answer. */
const ANSWER_WITHIN_MS = 10_000;

/** What a sync has done, and how it is now. */
export interface Synced {
  readonly done: SyncPlan;
  readonly drift: CommandDrift;
}

/** Compares and writes the commands without a bot that runs: over REST, with the bot's token. */
export class CommandDesk {
  private applicationId?: string;
  private readonly rest: REST;
  private readonly api: CommandApi;
  private readonly reader: CommandReader;

  constructor(
    { token = '', apiUrl }: { readonly token?: string; readonly apiUrl: string },
    set: CommandSet,
    private readonly budget: CommandBudget,
  ) {
    this.rest = new REST({ api: apiUrl, timeout: ANSWER_WITHIN_MS, retries: 1 }).setToken(token);
    this.api = new CommandApi(this.rest, () => this.applicationId);
    this.reader = new CommandReader(set, this.api, budget);
  }

  /** Asks whose token it is. @returns what is wrong; `null` when nothing is */
  async open(): Promise<Problem | null> {
    try {
      const { id } = (await this.rest.get(Routes.currentApplication())) as RESTGetCurrentApplicationResult;
      this.applicationId = id;
      return null;
    } catch (error) {
      return commandProblem(error, this.api.address);
    }
  }

  /** @param guildId a server that is compared, too */
  async compare(guildId: string | null): Promise<CommandDrift> {
    if (guildId !== null) this.reader.include(guildId);
    await this.reader.readAll();
    return this.reader.drift();
  }

  /** Writes what differed when it was compared last, and compares again. @returns what was written, and how it is now */
  async sync(wish: SyncWish): Promise<Synced> {
    const plan = planOf(this.reader.drift(), wish);
    if (isEmpty(plan)) return { done: plan, drift: this.reader.drift() };
    const { done, failure } = await new CommandWriter(this.api, this.reader, this.budget).write(plan);
    await this.reader.readAll();
    const drift = this.reader.drift();
    const problem = failure && commandProblem(failure.error, this.api.address, failure.command);
    return { done, drift: problem ? { ...drift, problem } : drift };
  }

  /** What Discord has in a place that was compared; empty where it could not be read. */
  atDiscord(place: CommandPlace): readonly KnownCommand[] {
    return this.reader.of(place)?.atDiscord ?? [];
  }
}
