import { Injectable } from '@nestjs/common';
import { byKey, commandKey } from '../../model/command-compare.js';
import type { CommandDifference } from '../../model/command-drift.js';
import { type SyncPlan, nothingPlanned } from '../../model/command-plan.js';
import type { WireCommand } from '../../model/command-shape.js';
import { CommandApi, type KnownCommand } from './command-api.js';
import { CommandBudget } from './command-budget.js';
import { isOfOneCommand, isOutOfCreates } from './command-problem.js';
import { CommandReader } from './command-reader.js';

/** The command that could not be written, and why. */
export interface WriteFailure {
  readonly command: CommandDifference;
  readonly error: Error;
}

/** What was written, and what went wrong; `null` where nothing did. */
export interface Written {
  readonly done: SyncPlan;
  readonly failure: WriteFailure | null;
}

/** Writes what differs, each command with one request; and nothing else. */
@Injectable()
export class CommandWriter {
  constructor(
    private readonly api: CommandApi,
    private readonly reader: CommandReader,
    private readonly budget: CommandBudget,
  ) {}

  /** Deletes first, which makes room. Never rejects: a command that Discord refuses is left out, all else stops it. */
  async write(plan: SyncPlan): Promise<Written> {
    let done: SyncPlan = { ...nothingPlanned, tooMany: plan.tooMany };
    let failure: WriteFailure | null = null;
    for (const { kind, command } of stepsOf(plan)) {
      try {
        await this.step(kind, command);
        done = { ...done, [kind]: [...done[kind], command] };
      } catch (error) {
        const isOther = failure !== null && isOfOneCommand(error);
        if (!isOther) failure = { command, error: error instanceof Error ? error : new Error(String(error)) };
        if (!isOfOneCommand(error)) break;
      }
    }
    return { done, failure };
  }

  private step(kind: Step['kind'], command: CommandDifference): Promise<void> {
    if (kind === 'deletions') return this.api.delete(command.place, this.atDiscord(command));
    if (kind === 'creates') return this.create(command);
    return this.api.change(command, this.atDiscord(command), this.inCode(command));
  }

  private async create(one: CommandDifference): Promise<void> {
    try {
      await this.api.create(one.place, this.inCode(one));
    } catch (error) {
      if (isOutOfCreates(error)) await this.budget.spend(one.place, this.budget.left(one.place));
      throw error;
    }
    await this.budget.spend(one.place);
  }

  private inCode(one: CommandDifference): WireCommand {
    return found(byKey(this.reader.of(one.place)?.inCode ?? []).get(commandKey(one)));
  }

  private atDiscord(one: CommandDifference): KnownCommand {
    return found(byKey(this.reader.of(one.place)?.atDiscord ?? []).get(commandKey(one)));
  }
}

interface Step {
  readonly kind: 'deletions' | 'changes' | 'creates';
  readonly command: CommandDifference;
}

function stepsOf(plan: SyncPlan): readonly Step[] {
  const kinds = ['deletions', 'changes', 'creates'] as const;
  return kinds.flatMap((kind) => plan[kind].map((command) => ({ kind, command })));
}

function found<Command extends WireCommand>(command: Command | undefined): Command {
  if (!command) throw new Error('A command that was to be written is gone');
  return command;
}
