import type { Application } from './application.js';
import type { CommandSync } from './command-sync.js';
import type { FailedRequest } from './failed-request.js';
import type { Gap } from './gap.js';
import type { Happening } from './happening.js';
import type { Instance } from './instance.js';
import type { InteractionUse } from './interaction-use.js';
import type { LogDetail, LogSource } from './log-entry.js';
import type { Reach, StatusPage } from './outside.js';
import type { RestUse } from './rest-use.js';
import type { SecondInstance } from './second-instance.js';
import type { SessionStarts } from './session-starts.js';
import type { SettledInteraction } from './settled-interaction.js';
import type { Shard } from './shard.js';
import type { SignIn } from './sign-in.js';

interface Reported {
  /** The process that saw it. */
  readonly instance: string;
  /** Epoch milliseconds, never decreasing for one instance; the newest word on a subject wins. */
  readonly at: number;
}

export interface ShardChanged extends Reported {
  readonly type: 'shard.changed';
  readonly shard: Shard;
}

export interface SignInChanged extends Reported {
  readonly type: 'sign_in.changed';
  readonly signIn: SignIn;
}

export interface ApplicationChanged extends Reported {
  readonly type: 'application.changed';
  readonly application: Application;
}

export interface CommandsCompared extends Reported {
  readonly type: 'commands.compared';
  readonly commandSync: CommandSync;
}

export interface InstanceSampled extends Reported {
  readonly type: 'instance.sampled';
  readonly sample: Instance;
}

export interface HappeningNoted extends Reported {
  readonly type: 'happening.noted';
  readonly happening: Happening;
  /** The guild that is concerned; `null` without one. */
  readonly guildId: string | null;
  /** For the event log: what opens in place. */
  readonly detail: LogDetail;
  /** For the event log: the part that tells it; the gateway unless told. */
  readonly source?: LogSource;
}

export interface GapClosed extends Reported {
  readonly type: 'gap.closed';
  readonly gap: Gap;
}

export interface SecondInstanceSeen extends Reported {
  readonly type: 'second_instance.seen';
  readonly secondInstance: SecondInstance;
}

export interface SessionStartsCounted extends Reported {
  readonly type: 'session_starts.counted';
  readonly sessionStarts: SessionStarts;
}

export interface RestMeasured extends Reported {
  readonly type: 'rest.measured';
  readonly rest: RestUse;
}

export interface InteractionsMeasured extends Reported {
  readonly type: 'interactions.measured';
  readonly interactions: InteractionUse;
}

/** Nothing is folded from it; the event log has it. */
export interface InteractionSettled extends Reported {
  readonly type: 'interaction.settled';
  readonly interaction: SettledInteraction;
}

/** Nothing is folded from it; the event log has it. */
export interface RequestFailed extends Reported {
  readonly type: 'request.failed';
  readonly request: FailedRequest;
}

export interface StatusPageRead extends Reported {
  readonly type: 'status_page.read';
  readonly statusPage: StatusPage;
}

export interface ReachMeasured extends Reported {
  readonly type: 'reach.measured';
  readonly reach: Reach;
}

/**
 * Everything that can happen to the bot, in the past tense.
 * An event states the whole of its subject, so one that is lost, late or repeated does no lasting harm.
 */
export type BotEvent =
  | ShardChanged
  | SignInChanged
  | ApplicationChanged
  | CommandsCompared
  | InstanceSampled
  | HappeningNoted
  | GapClosed
  | SecondInstanceSeen
  | SessionStartsCounted
  | RestMeasured
  | InteractionsMeasured
  | InteractionSettled
  | RequestFailed
  | StatusPageRead
  | ReachMeasured;
