import type { JudgedShard } from '../../../model/figures.js';
import { explain } from '../../../model/problem.js';
import { type ShardPhase, type Waiting, answers, unacknowledgedMs } from '../../../model/shard.js';
import { duration } from '../../../model/words.js';
import { NONE, latency, number, unbroken } from '../../format.js';
import { type Chip, type Look, shardChip } from '../parts/chips.js';
import { type Moment, momentOrNull } from '../parts/moment.js';

/** Words, and a time that follows them. */
export interface Note {
  readonly words: string;
  readonly time: Moment | null;
}

/** One shard: in one line while it is well, with notes below where there is more to say. */
export interface ShardRow {
  readonly id: number;
  readonly chip: Chip;
  /** Tints the row; `null` for a shard without a problem. */
  readonly tint: Look | null;
  /** What it waits for, or tries; `null` while it is connected. */
  readonly doing: Note | null;
  /** Where it is connected, or tries to be; `null` before the first attempt. */
  readonly host: string | null;
  /** A dash while the shard does not answer: an old figure says nothing about now. */
  readonly latency: string;
  /** Round trip of the canary, or the latency that it had. */
  readonly latencyNote: string | null;
  readonly acknowledged: Moment | null;
  /** Instead of the time: `none for 43 s`. */
  readonly unacknowledged: string | null;
  /** When the canary was answered, or how many were not. */
  readonly canary: Note | null;
  readonly lastEvent: Moment | null;
  /** What silence is usual; for a shard that is silent. */
  readonly usual: string | null;
  readonly guilds: string;
  /** What became of those that Discord named; `null` when all are there. */
  readonly guildsNote: string | null;
  readonly sends: string;
  readonly sessionSince: Moment | null;
  /** Sessions that were taken up again, and new ones, since the process started. */
  readonly sessions: string;
  /** What is wrong, and what to do, in words; `null` when nothing is. */
  readonly trouble: string | null;
  readonly troubleAt: Moment | null;
}

export function shardRow(shard: JudgedShard, now: number): ShardRow {
  const chip = shardChip(shard);
  return {
    id: shard.id,
    chip,
    tint: chip.state === 'ok' || chip.state === 'info' ? null : chip.state,
    doing: doingOf(shard, now),
    host: shard.host && shortHost(shard.host),
    ...latencyOf(shard, now),
    canary: canaryOf(shard, now),
    lastEvent: momentOrNull('ago', shard.lastEventAt, now),
    usual: isSilent(shard) ? unbroken(`usual: up to ${duration(shard.usualSilenceMs)}`) : null,
    guilds: number(shard.guildCount),
    guildsNote: guildsNoteOf(shard),
    sends: number(shard.sendCount),
    sessionSince: momentOrNull('age', shard.sessionStartedAt, now),
    sessions: `${number(shard.resumeCount)}, ${number(shard.identifyCount)}`,
    ...troubleOf(shard, now),
  };
}

const waitWords: Record<Waiting, string> = {
  back_off: 'next try',
  identify_turn: 'waits its turn',
  identify_back_off: 'next sign-in',
  session_starts: 'waits for session starts',
};

function doingOf(shard: JudgedShard, now: number): Note | null {
  const { connection, attempt, host } = shard;
  if (connection === 'connected') return null;
  const wait = waitOf(shard, now);
  const parts = [attempt > 1 ? `attempt ${attempt}` : null, wait?.words ?? (host && shortHost(host))].filter(
    (part) => part !== null,
  );
  return parts.length === 0 ? null : { words: unbroken(parts.join(', ')), time: wait?.time ?? null };
}

/** Discord's hosts without what all of them share: `gateway-us-east1-c`. */
function shortHost(host: string): string {
  return host.replace(/\.discord\.gg$/, '');
}

function waitOf({ waitingFor, nextAttemptAt }: JudgedShard, now: number): Note | null {
  if (!waitingFor) return null;
  const time = momentOrNull('in', nextAttemptAt, now);
  return { words: `${waitWords[waitingFor]}${time ? ' ' : ''}`, time };
}

type Latency = Pick<ShardRow, 'latency' | 'latencyNote' | 'acknowledged' | 'unacknowledged'>;

function latencyOf(shard: JudgedShard, now: number): Latency {
  const { phase, latencyMs, canary } = shard;
  const waitingMs = phase === 'zombie' ? unacknowledgedMs(shard, now) : null;
  const heartbeat = {
    acknowledged: momentOrNull('ago', shard.heartbeatAcknowledgedAt, now),
    unacknowledged: waitingMs === null ? null : unbroken(`none for ${duration(waitingMs)}`),
  };
  if (!answers(phase)) return { ...heartbeat, latency: NONE, latencyNote: labelled('was', latencyMs) };
  return { ...heartbeat, latency: latency(latencyMs), latencyNote: labelled('canary', canary.roundTripMs) };
}

function labelled(label: string, ms: number | null): string | null {
  return ms === null ? null : `${label} ${latency(Math.round(ms))}`;
}

function canaryOf(
  { phase, connection, canary: { sentAt, answeredAt, missedCount } }: JudgedShard,
  now: number,
): Note | null {
  if (phase === 'deaf') return { words: 'canary: none ', time: momentOrNull('for', answeredAt ?? sentAt, now) };
  if (missedCount > 0 && connection === 'connected') return { words: `canary: ${missedCount} unanswered`, time: null };
  return answeredAt === null ? null : { words: 'canary ', time: momentOrNull('ago', answeredAt, now) };
}

function isSilent({ phase }: JudgedShard): boolean {
  return phase === 'quiet' || phase === 'deaf';
}

/** What became of the guilds that Discord named, and of those that came and went. */
function guildsNoteOf(shard: JudgedShard): string | null {
  if (!answers(shard.phase) && shard.phase !== 'waiting_for_guilds') return 'last known';
  const { expectedGuildCount: expected, receivedGuildCount: received } = shard;
  const parts = [
    ...(received < expected ? [`${number(received)} of ${number(expected)} received`] : []),
    ...counts(shard.unavailableGuildCount, 'not available'),
    ...counts(shard.joinedGuildCount, 'joined'),
    ...counts(shard.leftGuildCount, 'left'),
  ];
  return parts.length === 0 ? null : unbroken(parts.join(', '));
}

function counts(count: number, word: string): readonly string[] {
  return count === 0 ? [] : [`${number(count)} ${word}`];
}

/** Where the phase says it all. */
const plainTrouble: Partial<Record<ShardPhase, string>> = {
  zombie: 'Its heartbeat is not acknowledged. Nothing to do here: it is connected anew by itself.',
  deaf: 'It is connected, but no event comes and Discord does not answer it. Nothing to do here: it is connected anew by itself.',
};

function troubleOf(shard: JudgedShard, now: number): Pick<ShardRow, 'trouble' | 'troubleAt'> {
  if (answers(shard.phase)) return { trouble: null, troubleAt: null };
  const plain = plainTrouble[shard.phase];
  if (plain || !shard.lastError) return { trouble: plain ?? null, troubleAt: null };
  const { words, wayOut } = explain(shard.lastError);
  const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  return {
    trouble: unbroken([sentence, wayOut].join(' ')),
    troubleAt: momentOrNull('ago', shard.lastError.at, now),
  };
}
