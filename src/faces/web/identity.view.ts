import { PRIVILEGED_INTENTS } from '../../config/intents.js';
import type { Status } from '../../model/status.js';
import { counted } from '../../model/words.js';
import { NONE, number } from '../format.js';
import { type Fact, fact } from './fact.js';
import { moment } from './moment.js';

/** Who the bot is. */
export interface IdentityView {
  /** As its owner wrote it; `null` before the bot has signed in. */
  readonly botName: string | null;
  readonly applicationId: string | null;
  readonly facts: readonly Fact[];
  /** Privileged ones first. */
  readonly intents: readonly IntentView[];
}

export interface IntentView {
  readonly name: string;
  readonly isPrivileged: boolean;
}

export function identityView({ at, shards, figures, snapshot }: Status): IdentityView {
  const { application } = snapshot;
  const [instance] = snapshot.instances;
  return {
    botName: application?.user.name ?? null,
    applicationId: application?.id ?? null,
    facts: [
      fact('Up', instance ? '' : NONE, instance ? moment('age', instance.startedAt, at) : null),
      fact('Started', instance?.store.startCount ? counted(instance.store.startCount, 'time') : NONE),
      fact('Servers', shards.length > 0 ? number(figures.guildCount) : NONE),
      fact('Shardwatch', instance?.version ?? NONE),
      fact('discord.js', instance?.libraryVersion ?? NONE),
      fact('Node.js', instance?.nodeVersion ?? NONE),
    ],
    intents: (application?.intents ?? []).map(intentView).sort(byPrivilege),
  };
}

function intentView(name: string): IntentView {
  const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return { name: words.charAt(0).toUpperCase() + words.slice(1), isPrivileged: PRIVILEGED_INTENTS.includes(name) };
}

function byPrivilege(a: IntentView, b: IntentView): number {
  return Number(b.isPrivileged) - Number(a.isPrivileged);
}
