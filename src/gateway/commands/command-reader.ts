import { Injectable } from '@nestjs/common';
import { now } from '../../bus/now.js';
import { differencesIn } from '../../model/command-compare.js';
import type { CommandDrift, CommandPlace } from '../../model/command-drift.js';
import { type WireCommand, typeOf } from '../../model/command-shape.js';
import type { Problem } from '../../model/problem.js';
import { CommandApi, type KnownCommand } from './command-api.js';
import { CommandBudget, MOST_CREATES } from './command-budget.js';
import { commandProblem, isOfOnePlace } from './command-problem.js';
import { CommandSet } from './command-set.js';

/** Slash commands in one place: https://docs.discord.com/developers/interactions/application-commands#registering-a-command */
const MOST_COMMANDS = 100;

/** Servers that are read because somebody asked for them; the oldest is forgotten first. */
const MOST_ASKED = 10;

/** What is known of one place. */
export interface Reading {
  readonly inCode: readonly WireCommand[];
  /** `null` while it could not be read. */
  readonly atDiscord: readonly KnownCommand[] | null;
  /** Epoch milliseconds at which it was read last; `null` before. */
  readonly readAt: number | null;
  readonly problem: Problem | null;
}

/** Reads what Discord has, and says what is different. */
@Injectable()
export class CommandReader {
  private readings: ReadonlyMap<CommandPlace, Reading> = new Map();
  private asked: readonly string[] = [];

  constructor(
    private readonly set: CommandSet,
    private readonly api: CommandApi,
    private readonly budget: CommandBudget,
  ) {}

  /** From now on the commands of this server are read, too, although the code has none for it. */
  include(guildId: string): void {
    this.asked = [...this.asked.filter((id) => id !== guildId), guildId].slice(-MOST_ASKED);
  }

  /** Leaves out servers that somebody has only asked for and Discord refuses: they would be wrong at every later look. */
  leaveOutRefused(): void {
    const inCode = this.set.places();
    const refused = this.asked.filter((id) => {
      const problem = this.readings.get(id)?.problem ?? null;
      return problem !== null && isOfOnePlace(problem) && !inCode.has(id);
    });
    this.asked = this.asked.filter((id) => !refused.includes(id));
    this.readings = new Map([...this.readings].filter(([place]) => !refused.includes(place)));
  }

  of(place: CommandPlace): Reading | undefined {
    return this.readings.get(place);
  }

  /** Of Discord's API, for words. */
  get address(): string {
    return this.api.address;
  }

  /** Commands in the code. */
  get commandCount(): number {
    return [...this.set.places().values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** Reads every place anew. Never rejects: a place that could not be read keeps what is known of it, and says why. */
  async readAll(): Promise<void> {
    const counted = this.budget.readAgain();
    const wanted = this.set.places();
    const places = [...new Set([...wanted.keys(), ...this.asked])];
    const readings = new Map<CommandPlace, Reading>();
    let problem: Problem | null = null;
    for (const place of places) {
      const reading = await this.read(place, wanted.get(place) ?? [], problem);
      readings.set(place, reading);
      // What is wrong with Discord or the way there is wrong for all; to wait for it again would help nobody.
      if (reading.problem && !isOfOnePlace(reading.problem)) problem = reading.problem;
    }
    await counted;
    this.readings = readings;
  }

  /** What is different, as it was read last. */
  drift(): CommandDrift {
    const all = [...this.readings];
    const readAt = all.flatMap(([, reading]) => reading.readAt ?? []);
    return {
      comparedAt: readAt.length === 0 ? null : Math.min(...readAt),
      differences: all.flatMap(([place, { inCode, atDiscord }]) =>
        atDiscord ? differencesIn({ place, inCode, atDiscord }) : [],
      ),
      limits: all.map(([place, { atDiscord, problem }]) => ({
        place,
        commandCount: atDiscord ? atDiscord.filter((command) => typeOf(command) === 'slash').length : null,
        mostCommands: MOST_COMMANDS,
        createsLeft: this.budget.left(place),
        mostCreates: MOST_CREATES,
        problem,
      })),
      problem: all.find(([, { problem }]) => problem !== null)?.[1].problem ?? null,
    };
  }

  private async read(place: CommandPlace, inCode: readonly WireCommand[], known: Problem | null): Promise<Reading> {
    const before = this.readings.get(place) ?? { atDiscord: null, readAt: null };
    if (known) return { ...before, inCode, problem: known };
    try {
      return { inCode, atDiscord: await this.api.list(place), readAt: now(), problem: null };
    } catch (error) {
      return { ...before, inCode, problem: commandProblem(error, this.api.address) };
    }
  }
}
