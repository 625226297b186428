import { ApiProperty } from '@nestjs/swagger';
import type { Weighed } from '../../model/attribution.js';
import { confidenceIn } from '../../model/cause-words.js';
import type { Confidence, Culprit } from '../../model/culprit.js';
import { type Incident, type IncidentKind, type TimelineEntry, lengthMs } from '../../model/incident.js';
import type { Verdict } from '../../model/verdict.js';
import { iso, isoOrNull } from './wire.js';

const CULPRITS: readonly Culprit[] = ['process', 'network', 'discord', 'configuration', 'deployment'];
const CONFIDENCES: readonly Confidence[] = ['certain', 'likely', 'possible', 'unknown', 'unlikely', 'ruled_out'];
const KINDS: readonly IncidentKind[] = ['departure', 'crash'];

const known = { type: Number, nullable: true } as const;

/** A time in which the bot did not work as it should. */
export class IncidentAnswer {
  @ApiProperty() readonly id!: number;
  @ApiProperty({ enum: KINDS, description: '`crash`: a process ended without a goodbye.' })
  readonly kind!: IncidentKind;
  @ApiProperty() readonly isOpen!: boolean;
  @ApiProperty({ format: 'date-time', description: 'When the bot stopped to be operational.' })
  readonly beganAt!: string;
  @ApiProperty({ format: 'date-time', description: 'When that had lasted for so long that it became an incident.' })
  readonly openedAt!: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'null while it is open.' })
  readonly endedAt!: string | null;
  @ApiProperty({ description: 'From its beginning to its end, or until now.' })
  readonly durationSeconds!: number;
  @ApiProperty({ type: String, example: 'down', description: 'The worst verdict.' })
  readonly verdict!: Verdict;
  @ApiProperty({ example: 'Shard 7 lost its connection' }) readonly title!: string;
  @ApiProperty({ description: 'What every face said at its worst moment.' }) readonly sentence!: string;
  @ApiProperty({ enum: CULPRITS, type: String, nullable: true, description: 'null when it is not known.' })
  readonly cause!: Culprit | null;
  @ApiProperty({ enum: CONFIDENCES, type: String, nullable: true })
  readonly confidence!: Confidence | null;
  @ApiProperty({ type: [Number], description: 'Shards that did not answer at some time.' })
  readonly shardIds!: readonly number[];
  @ApiProperty() readonly shardCount!: number;
  @ApiProperty({ description: 'Servers that were not served, the most at once.' })
  readonly unservedGuildCount!: number;
  @ApiProperty(known) readonly guildCount!: number | null;
  @ApiProperty({ description: 'Seconds in which it was not operational: less than the whole where it came and went.' })
  readonly troubledSeconds!: number;
  @ApiProperty({ description: 'Seconds for which one shard had no session, the most of any.' })
  readonly blindSeconds!: number;
  @ApiProperty({ description: 'Events that Discord sent again after a resume.' }) readonly replayedCount!: number;
  @ApiProperty({ ...known, description: 'Commands that nobody answered, an estimate from the usual rate.' })
  readonly lostCommandCount!: number | null;
  @ApiProperty({ description: 'Times it left operational.' }) readonly departureCount!: number;
  @ApiProperty({ type: String, nullable: true, description: 'Version of Shardwatch that ran.' })
  readonly version!: string | null;
}

export class WeighedAnswer implements Weighed {
  @ApiProperty({ enum: CULPRITS }) readonly culprit!: Culprit;
  @ApiProperty({ enum: CONFIDENCES, description: '`unknown`: nothing speaks for it or against it.' })
  readonly confidence!: Confidence;
  @ApiProperty({ type: [String], description: "The weightiest first; Discord's status page may be quoted." })
  readonly supporting!: readonly string[];
  @ApiProperty({ type: [String] }) readonly opposing!: readonly string[];
}

export class TimelineEntryAnswer {
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiProperty({ enum: ['info', 'warn', 'error'] }) readonly level!: TimelineEntry['level'];
  @ApiProperty({ ...known, description: 'null when it concerns the whole bot.' }) readonly shardId!: number | null;
  @ApiProperty() readonly text!: string;
}

/** An incident with all that is known of it. */
export class WholeIncidentAnswer extends IncidentAnswer {
  @ApiProperty({ type: [WeighedAnswer], description: 'Everybody whose fault it may be, the most likely first.' })
  readonly weighed!: readonly WeighedAnswer[];
  @ApiProperty({ type: [TimelineEntryAnswer], description: 'Oldest first.' })
  readonly timeline!: readonly TimelineEntryAnswer[];
  @ApiProperty({
    type: [String],
    description: 'Last lines of the log of a crashed process; text by strangers is in it.',
  })
  readonly lastWords!: readonly string[];
}

/** A page of incidents. */
export class IncidentsAnswer {
  @ApiProperty({ type: [IncidentAnswer], description: 'Newest first.' })
  readonly items!: readonly IncidentAnswer[];
  @ApiProperty({ type: String, nullable: true, description: '`cursor` of the next page, with older ones.' })
  readonly nextCursor!: string | null;
}

/** @param now epoch milliseconds */
export function incidentAnswer(incident: Incident, now: number): IncidentAnswer {
  const { id, kind, verdict, title, sentence, shardIds, shardCount, guildCount, version } = incident;
  const { lostCommandCount } = incident;
  return {
    id,
    kind,
    isOpen: incident.endedAt === null,
    beganAt: iso(incident.beganAt),
    openedAt: iso(incident.openedAt),
    endedAt: isoOrNull(incident.endedAt),
    durationSeconds: lengthMs(incident, now) / 1_000,
    verdict,
    title,
    sentence,
    cause: incident.culprit,
    confidence: confidenceIn(incident),
    shardIds,
    shardCount,
    unservedGuildCount: incident.unservedGuildCount,
    guildCount,
    troubledSeconds: incident.troubledMs / 1_000,
    blindSeconds: incident.blindMs / 1_000,
    replayedCount: incident.replayedCount,
    lostCommandCount: lostCommandCount === null ? null : Math.round(lostCommandCount),
    departureCount: incident.departureCount,
    version,
  };
}

/** @param now epoch milliseconds */
export function wholeIncidentAnswer(incident: Incident, now: number): WholeIncidentAnswer {
  return {
    ...incidentAnswer(incident, now),
    weighed: incident.weighed.map(({ culprit, confidence, supporting, opposing }) => {
      return { culprit, confidence, supporting, opposing };
    }),
    timeline: incident.timeline.map(({ at, level, shardId, text }) => ({ at: iso(at), level, shardId, text })),
    lastWords: incident.lastWords,
  };
}
