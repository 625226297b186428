import { type CommandUse, OTHERS, type UseFigures } from '../../model/command-use.js';
import { percentileOf, readHistogram } from '../../model/histogram.js';
import type { InteractionKind } from '../../model/settled-interaction.js';
import { type Family, type Labels, type Sample, type Scrape, sample, seconds } from './family.js';

/** Commands with series of their own: those that were used most. The rest is added up. */
const COMMANDS_TOLD = 100;

/** What can become of a use, each of exactly one. */
const fates = ['inTime', 'late', 'missed', 'unknown', 'expired'] as const;
const fateWord: Readonly<Record<(typeof fates)[number], string>> = {
  ...{ inTime: 'in_time', late: 'late', missed: 'missed', unknown: 'unknown', expired: 'expired' },
};

type Read = (figures: UseFigures) => number;

/** Names are words of the bot's author; never text by strangers. */
const labelsOf = ({ kind, name }: CommandUse): Labels => ({ kind, command: name });

function told({ status: { snapshot } }: Scrape): readonly CommandUse[] {
  const commands = snapshot.commandUses?.commands ?? [];
  if (commands.length <= COMMANDS_TOLD) return commands;
  return [...commands].sort((a, b) => b.sinceStart.uses - a.sinceStart.uses).slice(0, COMMANDS_TOLD);
}

/** One sample for each command, and one for the others of each kind. */
function summed(scrape: Scrape, pick: Read, labels: Labels = {}): readonly Sample[] {
  const all = scrape.status.snapshot.commandUses?.commands ?? [];
  const named = new Set(told(scrape).filter(({ name }) => name !== OTHERS));
  const rest = new Map<InteractionKind, number>();
  for (const use of all) if (!named.has(use)) rest.set(use.kind, (rest.get(use.kind) ?? 0) + pick(use.sinceStart));
  return [
    ...[...named].map((use) => ({ labels: { ...labelsOf(use), ...labels }, value: pick(use.sinceStart) })),
    ...[...rest].map(([kind, value]) => ({ labels: { kind, command: OTHERS, ...labels }, value })),
  ];
}

function counter(name: string, help: string, pick: Read): Family {
  return { name, type: 'counter', help, read: (scrape) => summed(scrape, pick) };
}

function acknowledgement(scrape: Scrape): readonly Sample[] {
  return told(scrape).flatMap((use) => {
    const times = readHistogram(use.last5Minutes.acknowledgedIn);
    return [50, 95, 99].flatMap((percentile) =>
      sample(seconds(percentileOf(times, percentile / 100)), { ...labelsOf(use), percentile: String(percentile) }),
    );
  });
}

/** Each command (also of menus), button, form and the suggestions of each command; at most 100, the rest together. */
export const commandFamilies: readonly Family[] = [
  {
    name: 'shardwatch_command_uses_total',
    type: 'counter',
    help: 'Uses of each command, by what became of them: in_time, late, missed, unknown (no handler) or expired.',
    read: (scrape) => fates.flatMap((fate) => summed(scrape, (figures) => figures[fate], { outcome: fateWord[fate] })),
  },
  counter(
    'shardwatch_command_troubled_uses_total',
    'Uses of each command with any trouble, each counted once.',
    ({ troubled }) => troubled,
  ),
  counter('shardwatch_command_failures_total', 'Times that a handler threw, by command.', ({ failed }) => failed),
  counter(
    'shardwatch_command_refusals_total',
    'Uses of each command of which Discord refused an answer.',
    ({ refused }) => refused,
  ),
  counter(
    'shardwatch_command_unfinished_uses_total',
    'Uses of each command that were deferred and never answered, known after 15 minutes.',
    ({ unfinished }) => unfinished,
  ),
  {
    name: 'shardwatch_command_acknowledgement_seconds',
    type: 'gauge',
    help: 'From creation at Discord to our acknowledgement, over 5 minutes, by command and percentile.',
    read: acknowledgement,
  },
];
