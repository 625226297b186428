import { type CommandUses, OTHERS } from '../../../model/command-use.js';
import { failureWords } from '../../../model/command-failure.js';
import { type Guild, type GuildState, guildState } from '../../../model/guild.js';
import type { IncidentSummary } from '../../../model/incident.js';
import { answers } from '../../../model/shard.js';
import type { Status } from '../../../model/status.js';
import type { Uptime } from '../../../model/uptime.js';
import { duration } from '../../../model/words.js';
import { answeringShards } from '../../../monitor/guild.directory.js';
import { latency, unbroken, visibleText } from '../../format.js';
import { type Chip, shardChip, waitingChip } from '../parts/chips.js';
import { type Fact, fact } from '../parts/fact.js';
import { type IncidentRow, incidentRow } from '../incidents/incident-row.view.js';
import { type Moment, moment, momentOrNull } from '../parts/moment.js';
import { hitIds } from '../parts/shard-strip.js';
import { type DaysView, type UptimeView, daysView, uptimeView } from '../parts/uptime.view.js';
import { type ServerRow, serverRow } from './server-row.view.js';

/** A use of a command there that went wrong. */
interface FailureRow {
  readonly time: Moment;
  /** Of people: `/rank`; of a button its pattern. Written by whoever wrote the bot. */
  readonly command: string;
  readonly words: string;
}

/** All that `views/pages/server.hbs` may know, besides what happened there. */
export interface ServerView extends ServerRow {
  /** Whether a command would be answered there, and why not, in a sentence. */
  readonly sentence: string;
  readonly shard: { readonly chip: Chip; readonly facts: readonly Fact[] };
  /** Newest first. */
  readonly failures: readonly FailureRow[];
  /** Of the last 30 days, as far as they are in memory, newest first. */
  readonly incidents: readonly IncidentRow[];
  readonly events: string;
}

/** For which share of the time its shard has answered. */
export interface ServerUptimeView extends Pick<UptimeView, 'windows'> {
  readonly month: DaysView;
}

export interface ServerFacts {
  readonly guild: Guild;
  readonly status: Status;
  readonly incidents: readonly IncidentSummary[];
  readonly hasNames: boolean;
}

/** Incidents that are shown; the list of incidents has all. */
const MOST_INCIDENTS = 5;

export function serverView({ guild, status, incidents, hasNames }: ServerFacts): ServerView {
  const { at, snapshot } = status;
  const answering = answeringShards(status);
  const own = incidents.filter((incident) => hitIds(incident).includes(guild.shardId));
  return {
    ...serverRow(guild, { answering, hasNames }),
    sentence: sentenceOf(guildState(guild, answering), guild, status),
    shard: shardOf(guild, status),
    failures: failuresOf(guild, snapshot.commandUses, at),
    incidents: own.slice(0, MOST_INCIDENTS).map((incident) => incidentRow(incident, at)),
    events: `?guild=${guild.id}`,
  };
}

/** `null` when the history could not be read. */
export function serverUptime(uptime: Uptime | null): ServerUptimeView | null {
  const all = uptimeView({ longTerm: uptime });
  return uptime && all && { windows: all.windows, month: daysView(uptime, 30) };
}

function sentenceOf(state: GuildState, { shardId }: Guild, { shards }: Status): string {
  if (state === 'answering') return unbroken(`A command is answered here: shard ${shardId} answers.`);
  if (state === 'unavailable') {
    return 'Discord has an outage here: it sends us nothing from this server until it is over. Nothing to do here.';
  }
  const shard = shards.find(({ id }) => id === shardId);
  const why = shard ? shardChip(shard).word.toLowerCase() : 'not known yet';
  return unbroken(`No command is answered here: its shard ${shardId} is ${why}.`);
}

function shardOf({ shardId }: Guild, { shards, at }: Status): ServerView['shard'] {
  const shard = shards.find(({ id }) => id === shardId);
  if (!shard) return { chip: waitingChip, facts: [] };
  const { lostAt, gapCounts, blindMs } = shard;
  const gaps = gapCounts.resumed + gapCounts.identified;
  return {
    chip: shardChip(shard),
    facts: [
      fact('Latency', answers(shard.phase) ? latency(shard.latencyMs) : 'none while it is away'),
      fact('Last event', shard.lastEventAt === null ? 'none yet' : '', momentOrNull('ago', shard.lastEventAt, at)),
      ...(lostAt === null ? [] : [fact('Away', '', moment('for', lostAt, at))]),
      fact('Times away, since the start', String(gaps)),
      fact('Without a session, since the start', unbroken(duration(blindMs))),
    ],
  };
}

function failuresOf({ id }: Guild, uses: CommandUses | null, now: number): readonly FailureRow[] {
  const own = uses?.guilds.find(({ guildId }) => guildId === id)?.failures ?? [];
  return own.map((failure) => ({
    time: moment('ago', failure.at, now),
    command: failure.command.name === OTHERS ? 'Another command' : failure.command.name,
    words: unbroken(visibleText(failureWords(failure))),
  }));
}
