import type { Action, Reconnecting, SyncCommands } from './action.js';
import { syncCost } from './command-plan.js';
import type { CommandSync } from './command-sync.js';
import { type SessionStarts, isAtReserve, startsLeft } from './session-starts.js';
import type { Shard } from './shard.js';
import { counted, duration } from './words.js';

/** What an action costs, and whom it reaches; known before it is done. */
export interface Cost {
  /** Session starts that it spends for certain. */
  readonly sessionStarts: number;
  /** Seconds in which no event comes, at one shard; 0 where none is lost. */
  readonly blindSeconds: number;
  /** Shards that it touches. */
  readonly shards: number;
  /** Servers on them. */
  readonly guilds: number;
  /** Whether it can hurt, so that it is asked for twice. */
  readonly canHurt: boolean;
  /** The same for people: one sentence each. */
  readonly words: readonly string[];
  /** Why it is not possible now, in words; `null` where nothing speaks against it. */
  readonly obstacle: string | null;
}

/** What a cost is computed from. */
export interface CostFacts {
  readonly shards: readonly Shard[];
  readonly sessionStarts: SessionStarts | null;
  /** Whether reconnecting is paused. */
  readonly isPaused: boolean;
  /** `null` while they were never compared. */
  readonly commands: CommandSync | null;
}

/** Seconds: about what a new session takes until its guilds are there, and what Discord wants between two of them. */
const NEW_SESSION_SECONDS = 6;
/** Seconds: about what a session takes that is resumed; what happens meanwhile is sent afterwards. */
const RESUME_SECONDS = 2;

const nothing: Cost = {
  sessionStarts: 0,
  blindSeconds: 0,
  shards: 0,
  guilds: 0,
  canHurt: false,
  words: [],
  obstacle: null,
};

/** What `action` costs now. Pure. */
export function costOf(action: Action, facts: CostFacts): Cost {
  if (action.kind === 'commands.sync') return { ...nothing, ...syncCost(facts.commands, action) };
  return botCost(action, facts);
}

function botCost(action: Exclude<Action, SyncCommands>, facts: CostFacts): Cost {
  switch (action.kind) {
    case 'shard.reconnect': {
      const shards = facts.shards.filter(({ id }) => id === action.shardId);
      const unknown = shards.length === 0 ? `There is no shard ${action.shardId}.` : null;
      return reconnectCost(action, shards, { ...facts, unknown });
    }
    case 'shards.reconnect':
      return reconnectCost(action, facts.shards, {
        ...facts,
        unknown: facts.shards.length === 0 ? 'There is no shard yet.' : null,
      });
    case 'reconnecting.pause':
      return { ...reachOf(facts.shards), canHurt: true, words: pauseWords, obstacle: pausedAlready(facts, true) };
    case 'reconnecting.continue':
      return { ...reachOf(facts.shards), words: continueWords, obstacle: pausedAlready(facts, false) };
    case 'presence.set':
      return { ...reachOf(facts.shards), words: ['People see it within seconds. It costs no session start.'] };
    case 'log_level.set':
      return { ...nothing, words: logWords(action.level, action.forMs) };
    case 'maintenance.begin':
      return { ...nothing, canHurt: true, words: maintenanceWords(action.forMs) };
    case 'maintenance.end':
      return { ...nothing, words: ['Incidents are told again.'] };
    case 'guild.leave':
      return { ...nothing, shards: 1, guilds: 1, canHurt: true, words: leaveWords };
  }
}

const pauseWords = [
  'Shards that are connected stay connected. One that loses its connection stays away, until you continue.',
];
const continueWords = ['Shards that stayed away connect again, each with the session it has where Discord lets it.'];
const leaveWords = [
  'The bot leaves this server at once, and its commands are gone there.',
  'It comes back only if somebody invites it again.',
];

function logWords(level: string, forMs: number): readonly string[] {
  return [`The log is at level ${level} for ${duration(forMs)}, then at its usual level by itself.`];
}

function maintenanceWords(forMs: number): readonly string[] {
  return [
    `For ${duration(forMs)} nobody is told of incidents. They are noted all the same.`,
    'The pages and /status say that there is maintenance.',
  ];
}

function reachOf(shards: readonly Shard[]): Cost {
  return { ...nothing, shards: shards.length, guilds: shards.reduce((sum, { guildCount }) => sum + guildCount, 0) };
}

function pausedAlready({ isPaused }: CostFacts, isWanted: boolean): string | null {
  if (isPaused !== isWanted) return null;
  return isWanted ? 'Reconnecting is paused already.' : 'Reconnecting is not paused.';
}

type ReconnectFacts = CostFacts & { readonly unknown: string | null };

function reconnectCost(how: Reconnecting, shards: readonly Shard[], facts: ReconnectFacts): Cost {
  const isNew = how.session === 'new';
  const sessionless = shards.filter(({ sessionStartedAt }) => sessionStartedAt === null).length;
  const sessionStarts = isNew ? shards.length : sessionless;
  const reach = reachOf(shards);
  return {
    ...reach,
    sessionStarts,
    blindSeconds: isNew && shards.length > 0 ? NEW_SESSION_SECONDS : 0,
    canHurt: true,
    words: [
      `${counted(reach.shards, 'shard')} with ${counted(reach.guilds, 'server')}.`,
      isNew ? newWords(sessionStarts, facts.sessionStarts) : resumeWords(sessionStarts),
      ...(shards.length > 1 ? [longWords(isNew, shards.length)] : []),
    ],
    obstacle: facts.unknown ?? pausedWords(facts) ?? shortageWords(how, sessionStarts, facts.sessionStarts),
  };
}

function newWords(starts: number, left: SessionStarts | null): string {
  const rest = left === null ? '' : ` (${startsLeft(left)})`;
  return `${costs(starts)}${rest}. For about ${NEW_SESSION_SECONDS} s no event comes, and what happens meanwhile is lost.`;
}

function resumeWords(starts: number): string {
  const price = starts === 0 ? 'It costs no session start' : costs(starts);
  return `${price}, as long as Discord lets the session go on. What happens meanwhile comes afterwards.`;
}

function costs(starts: number): string {
  return `It costs ${counted(starts, 'session start')}`;
}

function longWords(isNew: boolean, shards: number): string {
  const seconds = (isNew ? NEW_SESSION_SECONDS : RESUME_SECONDS) * shards;
  return `One after the other, about ${duration(seconds * 1_000)} in all. It stops at the first shard that does not come back.`;
}

function pausedWords({ isPaused }: CostFacts): string | null {
  return isPaused ? 'Reconnecting is paused: continue it first.' : null;
}

/** Session starts in the reserve are for whoever says so; those that Discord does not give are for nobody. */
function shortageWords({ isForced }: Reconnecting, needed: number, left: SessionStarts | null): string | null {
  if (needed === 0 || left === null) return null;
  if (left.remaining < needed) return `It needs ${counted(needed, 'session start')}: ${startsLeft(left)}.`;
  const after = { ...left, remaining: left.remaining - needed + 1 };
  if (isForced || !isAtReserve(after)) return null;
  const reserve = left.reserve.toLocaleString('en-GB');
  return `${startsLeft(left)}, and ${reserve} are kept in reserve. An admin may go below it.`;
}
