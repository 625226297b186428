import { ACTIONS_KEPT, type ActionState } from './action-state.js';
import type { Application } from './application.js';
import type { CommandSync } from './command-sync.js';
import type { CommandUses } from './command-use.js';
import type { BotEvent, GuildsListed, InteractionSettled, RequestFailed, RequestMoved, ShardChanged } from './event.js';
import { GAPS_KEPT, type Gap } from './gap.js';
import { HAPPENINGS_KEPT, type Happening } from './happening.js';
import type { Instance } from './instance.js';
import type { InteractionUse } from './interaction-use.js';
import type { Reach, StatusPage } from './outside.js';
import type { RestUse } from './rest-use.js';
import type { SecondInstance } from './second-instance.js';
import type { SessionStarts } from './session-starts.js';
import type { Shard } from './shard.js';
import type { SignIn } from './sign-in.js';
import { type Standing, nothingOrdered } from './standing.js';

/** A subject, and when it was last heard of (epoch milliseconds). */
export type Seen<Subject> = Subject & { readonly seenAt: number };

/** The bot as we know it: plain data, ordered by id, never changed in place. */
export interface Snapshot {
  readonly shards: readonly Seen<Shard>[];
  readonly instances: readonly Seen<Instance>[];
  readonly signIn: Seen<SignIn> | null;
  readonly application: Seen<Application> | null;
  readonly commandSync: Seen<CommandSync> | null;
  readonly sessionStarts: Seen<SessionStarts> | null;
  readonly rest: Seen<RestUse> | null;
  readonly interactions: Seen<InteractionUse> | null;
  readonly commandUses: Seen<CommandUses> | null;
  /** Signs that somebody else uses the bot's token; `null` while there was none. */
  readonly secondInstance: Seen<SecondInstance> | null;
  /** What Discord's status page said; `null` while nobody had to ask. */
  readonly statusPage: Seen<StatusPage> | null;
  /** Whether Discord's API answers this machine; `null` while nobody had to ask. */
  readonly reach: Seen<Reach> | null;
  /** Newest first. */
  readonly happenings: readonly Happening[];
  /** Times in which a shard heard nothing; newest first. */
  readonly gaps: readonly Gap[];
  /** What people have ordered. */
  readonly standing: Standing;
  /** What people have asked for lately; newest first. */
  readonly actions: readonly ActionState[];
  /** Epoch milliseconds at which all shards were connected for the first time; `null` before. */
  readonly allConnectedAt: number | null;
  /** Epoch milliseconds of the newest event of all; `null` before the first. */
  readonly heardAt: number | null;
}

export const nothingSeen: Snapshot = {
  shards: [],
  instances: [],
  signIn: null,
  application: null,
  commandSync: null,
  sessionStarts: null,
  rest: null,
  interactions: null,
  commandUses: null,
  secondInstance: null,
  statusPage: null,
  reach: null,
  happenings: [],
  gaps: [],
  standing: nothingOrdered,
  actions: [],
  allConnectedAt: null,
  heardAt: null,
};

/** The snapshot after `event`. The very same object when the event says nothing new. */
export function apply(snapshot: Snapshot, event: BotEvent): Snapshot {
  if (isPassing(event)) return snapshot;
  const changed = { ...snapshot, ...partOf(snapshot, event) };
  const isNews = (Object.keys(changed) as (keyof Snapshot)[]).some((key) => changed[key] !== snapshot[key]);
  return isNews ? { ...changed, heardAt: Math.max(snapshot.heardAt ?? 0, event.at) } : snapshot;
}

/** Events that say nothing of how things stand: they are counted elsewhere. */
type PassingEvent = GuildsListed | InteractionSettled | RequestFailed | RequestMoved;

const passing: ReadonlySet<BotEvent['type']> = new Set([
  'guilds.listed',
  'interaction.settled',
  'request.failed',
  'request.moved',
]);

function isPassing(event: BotEvent): event is PassingEvent {
  return passing.has(event.type);
}

function partOf(snapshot: Snapshot, event: Exclude<BotEvent, PassingEvent>): Partial<Snapshot> {
  switch (event.type) {
    case 'shard.changed':
      return withShard(snapshot, event);
    case 'instance.sampled':
      return { instances: withNewest(snapshot.instances, { ...event.sample, seenAt: event.at }) };
    case 'gap.closed':
      return { gaps: withGap(snapshot.gaps, event.gap) };
    case 'happening.noted':
      return { happenings: withHappening(snapshot.happenings, event.happening) };
    case 'action.moved':
      return { actions: withAction(snapshot.actions, event.action) };
    case 'standing.changed':
      return { standing: { ...snapshot.standing, ...event.standing } };
    default:
      return subjectOf(snapshot, event);
  }
}

type ManyTold =
  'shard.changed' | 'instance.sampled' | 'gap.closed' | 'happening.noted' | 'action.moved' | 'standing.changed';

/** Subjects of which there is one. */
function subjectOf(
  snapshot: Snapshot,
  event: Exclude<BotEvent, PassingEvent | { readonly type: ManyTold }>,
): Partial<Snapshot> {
  switch (event.type) {
    case 'sign_in.changed':
      return { signIn: newest(snapshot.signIn, { ...event.signIn, seenAt: event.at }) };
    case 'application.changed':
      return { application: newest(snapshot.application, { ...event.application, seenAt: event.at }) };
    case 'commands.compared':
      return { commandSync: newest(snapshot.commandSync, { ...event.commandSync, seenAt: event.at }) };
    case 'session_starts.counted':
      return { sessionStarts: newest(snapshot.sessionStarts, { ...event.sessionStarts, seenAt: event.at }) };
    case 'rest.measured':
      return { rest: newest(snapshot.rest, { ...event.rest, seenAt: event.at }) };
    case 'interactions.measured':
      return { interactions: newest(snapshot.interactions, { ...event.interactions, seenAt: event.at }) };
    case 'commands.measured':
      return { commandUses: newest(snapshot.commandUses, { ...event.uses, seenAt: event.at }) };
    case 'second_instance.seen':
      return { secondInstance: newest(snapshot.secondInstance, { ...event.secondInstance, seenAt: event.at }) };
    case 'status_page.read':
      return { statusPage: newest(snapshot.statusPage, { ...event.statusPage, seenAt: event.at }) };
    case 'reach.measured':
      return { reach: newest(snapshot.reach, { ...event.reach, seenAt: event.at }) };
  }
}

function withShard(snapshot: Snapshot, { shard, at }: ShardChanged): Partial<Snapshot> {
  const shards = withNewest(snapshot.shards, { ...shard, seenAt: at });
  const areAllConnected = shards.length === shard.of && shards.every(({ connection }) => connection === 'connected');
  return { shards, allConnectedAt: snapshot.allConnectedAt ?? (areAllConnected ? at : null) };
}

function newest<S extends object>(known: Seen<S> | null, heard: Seen<S>): Seen<S> {
  return known && known.seenAt > heard.seenAt ? known : heard;
}

function withNewest<S extends { readonly id: number | string }>(
  known: readonly Seen<S>[],
  heard: Seen<S>,
): readonly Seen<S>[] {
  const before = known.find((subject) => subject.id === heard.id);
  if (before && before.seenAt > heard.seenAt) return known;

  const others = known.filter((subject) => subject !== before);
  return [...others, heard].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function withHappening(known: readonly Happening[], heard: Happening): readonly Happening[] {
  if (known.some((one) => one.at === heard.at && one.text === heard.text && one.shardId === heard.shardId))
    return known;
  return [heard, ...known].sort((a, b) => b.at - a.at).slice(0, HAPPENINGS_KEPT);
}

function withGap(known: readonly Gap[], heard: Gap): readonly Gap[] {
  if (known.some(({ shardId, to }) => shardId === heard.shardId && to === heard.to)) return known;
  return [heard, ...known].sort((a, b) => b.to - a.to).slice(0, GAPS_KEPT);
}

function withAction(known: readonly ActionState[], heard: ActionState): readonly ActionState[] {
  const others = known.filter(({ number }) => number !== heard.number);
  return [heard, ...others].sort((a, b) => b.number - a.number).slice(0, ACTIONS_KEPT);
}
