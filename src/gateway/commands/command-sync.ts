import { Injectable, Logger } from '@nestjs/common';
import { EventBus } from '../../bus/event-bus.js';
import { INSTANCE_ID } from '../../bus/instance-id.js';
import { now } from '../../bus/now.js';
import { GatewaySettings } from '../../config/gateway.settings.js';
import { commandKey } from '../../model/command-compare.js';
import { type CommandDifference, commandWord } from '../../model/command-drift.js';
import { EVERYWHERE, type SyncPlan, type SyncWish, doneWords, isEmpty, planOf } from '../../model/command-plan.js';
import type { CommandSync as Known } from '../../model/command-sync.js';
import { Conflict } from '../../model/errors.js';
import { type Problem, explain } from '../../model/problem.js';
import { commandProblem } from './command-problem.js';
import { CommandReader } from './command-reader.js';
import { CommandWriter } from './command-writer.js';

/** Keeps the commands at Discord in step with the code: it compares, and writes what differs and nothing else. */
@Injectable()
export class CommandSync {
  private readonly logger = new Logger('Commands');
  private queue: Promise<unknown> = Promise.resolve();
  /** What people could see last: nothing else is deleted. */
  private shown: readonly CommandDifference[] = [];

  constructor(
    private readonly reader: CommandReader,
    private readonly writer: CommandWriter,
    private readonly settings: GatewaySettings,
    private readonly bus: EventBus,
  ) {}

  /** Reads every place anew, and makes known what differs. @returns what was wrong, `null` when nothing was */
  compare(guildId: string | null = null): Promise<Problem | null> {
    return this.alone(async () => {
      if (guildId !== null) this.reader.include(guildId);
      await this.reader.readAll();
      const problem = guildId === null ? null : (this.reader.of(guildId)?.problem ?? null);
      return this.publish(null, false) ?? problem;
    });
  }

  /** At a start: what is new or differs is written where it may be, and nothing is deleted. */
  async start(): Promise<Problem | null> {
    if (this.settings.commandSync !== 'on-start') return this.compare();
    return this.alone(async () => {
      await this.reader.readAll();
      return (await this.write(planOf(this.reader.drift(), { place: EVERYWHERE, isDeleting: false }))).problem;
    });
  }

  /**
   * Writes what differs now. @returns what was written, in words
   *
   * @throws {Conflict} when it may not, Discord does not take it, or something would be deleted that nobody has seen
   */
  sync(wish: SyncWish): Promise<string> {
    if (this.settings.commandSync === 'off') throw new Conflict('COMMAND_SYNC is off: nothing is written to Discord.');
    return this.alone(async () => {
      const seen = this.shown;
      await this.reader.readAll();
      const plan = planOf(this.reader.drift(), wish);
      if (hasUnseen(plan, seen)) {
        this.publish(null, false);
        throw new Conflict('At Discord there are other commands than before. Look at them again, nothing was written.');
      }
      const { words, problem } = await this.write(plan);
      if (problem) throw new Conflict(`${words} Not all went well: ${explain(problem).words}.`);
      return words;
    });
  }

  private async write(plan: SyncPlan): Promise<{ words: string; problem: Problem | null }> {
    if (isEmpty(plan)) return { words: doneWords(plan), problem: this.publish(null, false) };
    const { done, failure } = await this.writer.write(plan);
    const words = doneWords(done);
    this.logger.log(`Wrote to Discord: ${words}`);
    if (failure) this.logger.error(failure.error, `${commandWord(failure.command)} could not be written`);
    await this.reader.readAll(); // what Discord has now is the truth, also after half of it
    const problem = failure && commandProblem(failure.error, this.reader.address, failure.command);
    return { words, problem: this.publish(problem, !isEmpty(done)) };
  }

  /** @returns what was wrong with writing or, without that, with reading */
  private publish(failure: Problem | null, hasWritten: boolean): Problem | null {
    this.reader.leaveOutRefused();
    const drift = this.reader.drift();
    const problem = failure ?? drift.problem;
    const inStep = hasWritten ? 'updated' : 'in_step';
    const commandSync: Known = {
      ...drift,
      problem,
      outcome: problem ? 'failed' : drift.differences.length > 0 ? 'differs' : inStep,
      mode: this.settings.commandSync,
      commandCount: this.reader.commandCount,
    };
    this.shown = drift.differences;
    this.bus.publish({ type: 'commands.compared', instance: INSTANCE_ID, at: now(), commandSync });
    return problem;
  }

  /** One after the other: two at once would write the same. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }
}

function hasUnseen({ deletions }: SyncPlan, seen: readonly CommandDifference[]): boolean {
  const keyOf = (one: CommandDifference) => `${one.place} ${commandKey(one)}`;
  const known = new Set(seen.filter(({ kind }) => kind === 'only_at_discord').map(keyOf));
  return deletions.some((one) => !known.has(keyOf(one)));
}
