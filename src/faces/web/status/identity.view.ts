import { PRIVILEGED_INTENTS } from '../../../config/intents.js';
import { type IntentGap, gapWayOut, gapWords } from '../../../model/intent-gap.js';
import type { Status } from '../../../model/status.js';
import { counted } from '../../../model/words.js';
import { NONE, count } from '../../format.js';
import { type Fact, fact } from '../parts/fact.js';
import { moment } from '../parts/moment.js';

/** Who the bot is. */
export interface IdentityView {
  /** As its owner wrote it; `null` before the bot has signed in. */
  readonly botName: string | null;
  readonly applicationId: string | null;
  readonly facts: readonly Fact[];
  /** Privileged ones first. */
  readonly intents: readonly IntentView[];
  /** What the code listens for and never hears, each as a whole sentence. */
  readonly warnings: readonly string[];
}

export interface IntentView {
  readonly name: string;
  readonly isPrivileged: boolean;
}

export function identityView(status: Status): IdentityView {
  const { application } = status.snapshot;
  return {
    botName: application?.user.name ?? null,
    applicationId: application?.id ?? null,
    facts: factsOf(status),
    intents: (application?.intents ?? []).map(intentView).sort(byPrivilege),
    warnings: (application?.intentGaps ?? []).map(warning),
  };
}

function factsOf({ at, figures, snapshot }: Status): readonly Fact[] {
  const servers = fact('Servers', count(figures.guildCount));
  const [instance] = snapshot.instances;
  if (!instance) return [fact('Up', NONE), servers];
  const { startCount } = instance.store;
  return [
    fact('Up', '', moment('age', instance.startedAt, at)),
    fact('Started', startCount === null ? NONE : counted(startCount, 'time')),
    servers,
    fact('Shardwatch', instance.version),
    fact('discord.js', instance.libraryVersion),
    fact('Node.js', instance.nodeVersion),
  ];
}

function intentView(name: string): IntentView {
  const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return { name: words.charAt(0).toUpperCase() + words.slice(1), isPrivileged: PRIVILEGED_INTENTS.includes(name) };
}

function warning(gap: IntentGap): string {
  const words = gapWords(gap);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}. ${gapWayOut(gap)}`;
}

function byPrivilege(a: IntentView, b: IntentView): number {
  return Number(b.isPrivileged) - Number(a.isPrivileged);
}
