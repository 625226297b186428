import type { ActionState } from './action-state.js';
import type { Application } from './application.js';
import type { CommandSync } from './command-sync.js';
import type { CommandUses } from './command-use.js';
import type { FailedRequest } from './failed-request.js';
import type { Gap } from './gap.js';
import type { Guild } from './guild.js';
import type { Happening } from './happening.js';
import type { Instance } from './instance.js';
import type { InteractionUse } from './interaction-use.js';
import type { LogDetail, LogSource } from './log-entry.js';
import type { Reach, StatusPage } from './outside.js';
import type { RequestState } from './request.js';
import type { RestUse } from './rest-use.js';
import type { SecondInstance } from './second-instance.js';
import type { SessionStarts } from './session-starts.js';
import type { SettledInteraction } from './settled-interaction.js';
import type { Shard } from './shard.js';
import type { SignIn } from './sign-in.js';
import type { Standing } from './standing.js';

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

/** All guilds of one shard, as far as the process that owns it knows them. Nothing is folded from it; the directory has it. */
export interface GuildsListed extends Reported {
  readonly type: 'guilds.listed';
  readonly shardId: number;
  /** How many shards the bot has in all: with another number, every guild may be on another shard. */
  readonly of: number;
  readonly guilds: readonly Guild[];
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

export interface CommandsMeasured extends Reported {
  readonly type: 'commands.measured';
  readonly uses: CommandUses;
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

/** What people have ordered, as far as this process knows it: only the parts that are told have changed. */
export interface StandingChanged extends Reported {
  readonly type: 'standing.changed';
  readonly standing: Partial<Standing>;
}

/** How far an action is that a person asked for. */
export interface ActionMoved extends Reported {
  readonly type: 'action.moved';
  readonly action: ActionState;
}

/** How far a request is that went down the bus; the one who sent it waits for it. Nothing is folded from it. */
export interface RequestMoved extends Reported {
  readonly type: 'request.moved';
  readonly request: RequestState;
}

/**
 * Everything that can happen to the bot, in the past tense.
 * An event states the whole of its subject, so one that is lost, late or repeated does no lasting harm.
 */
export type BotEvent =
  | ShardChanged
  | GuildsListed
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
  | CommandsMeasured
  | InteractionSettled
  | RequestFailed
  | StatusPageRead
  | ReachMeasured
  | StandingChanged
  | ActionMoved
  | RequestMoved;
