import { type CommandDifference, type CommandDrift, GLOBAL, commandWord, driftWords } from '../model/command-drift.js';
import { type WireCommand, typeOf } from '../model/command-shape.js';
import { explain } from '../model/problem.js';

const kindWords: Readonly<Record<CommandDifference['kind'], string>> = {
  only_in_code: 'only in the code',
  changed: 'changed',
  only_at_discord: 'only at Discord',
};

/** What differs, for people. */
export function driftLines(drift: CommandDrift): readonly string[] {
  const places = drift.limits.flatMap(({ place, commandCount, mostCommands, createsLeft, mostCreates, problem }) => [
    `${place === GLOBAL ? 'Everywhere' : `Server ${place}`}: ${commandCount ?? '?'} of ${mostCommands} slash commands, ` +
      `${createsLeft} of ${mostCreates} new ones left today`,
    ...(problem ? [`  not compared: ${explain(problem).words}`] : []),
    ...drift.differences.filter((one) => one.place === place).flatMap(differenceLines),
  ]);
  return [...places, `Together: ${togetherWords(drift)}`];
}

/** What is not compared is not in step. */
function togetherWords(drift: CommandDrift): string {
  if (drift.limits.every(({ problem }) => problem === null)) return driftWords(drift);
  return drift.differences.length === 0 ? 'not known' : `${driftWords(drift)}; not all is known`;
}

function differenceLines(difference: CommandDifference): readonly string[] {
  const value = (one: unknown) => (one === null ? 'nothing' : JSON.stringify(one));
  return [
    `  ${commandWord(difference)}  ${kindWords[difference.kind]}`,
    ...difference.fields.map(
      ({ path, inCode, atDiscord }) => `    ${path}: ${value(inCode)} in the code, ${value(atDiscord)} at Discord`,
    ),
  ];
}

/** The same for programs, in the words of `/api/v1/commands/drift`. */
export function driftJson({ comparedAt, differences, limits, problem }: CommandDrift): object {
  return {
    comparedAt: comparedAt === null ? null : new Date(comparedAt).toISOString(),
    differences,
    limits: limits.map((one) => ({ ...one, problem: one.problem && explain(one.problem).words })),
    problem: problem && explain(problem).words,
  };
}

/** One command that Discord has. */
export interface Listed {
  readonly place: string;
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

export function listed(place: string, command: WireCommand & { readonly id: string }): Listed {
  return { place, id: command.id, name: String(command['name']), type: typeOf(command) ?? 'entry_point' };
}
