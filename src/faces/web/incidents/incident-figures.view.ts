import { type Incident, lengthMs } from '../../../model/incident.js';
import { duration } from '../../../model/words.js';
import { number, portion, unbroken, utc } from '../../format.js';
import { type IncidentRow, stripView } from './incident-row.view.js';
import { type Moment, moment } from '../parts/moment.js';
import { hitIds, shardWords } from '../parts/shard-strip.js';

/** A key figure of an incident; `value` is `null` where it is not known. */
export interface IncidentFigure {
  readonly key: string;
  readonly label: string;
  readonly value: string | null;
  /** Counts on, in place of the value. */
  readonly age: Moment | null;
  readonly unit: string | null;
  readonly fact: string;
  readonly strip: IncidentRow['strip'];
}

/** @param now epoch milliseconds */
export function incidentFigures(incident: Incident, now: number): readonly IncidentFigure[] {
  return [length(incident, now), shards(incident), guilds(incident), commands(incident)];
}

const plain = { age: null, unit: null, strip: null } as const;

function length(incident: Incident, now: number): IncidentFigure {
  const { beganAt, endedAt } = incident;
  const name = { ...plain, key: 'length', label: 'Duration' };
  if (endedAt === null)
    return {
      ...name,
      value: null,
      age: moment('age', beganAt, now),
      unit: 'so far',
      fact: `since ${clock(beganAt, now)}`,
    };
  const fact = `${clock(beganAt, now)} to ${clock(endedAt, beganAt)}`;
  return { ...name, value: unbroken(duration(lengthMs(incident, now))), fact };
}

/** In UTC. */
function clock(at: number, now: number): string {
  return `${utc(at, now)}\u00a0UTC`;
}

function shards(incident: Incident): IncidentFigure {
  const { shardCount } = incident;
  const name = { ...plain, key: 'shards', label: 'Shards' };
  if (shardCount === 0) return { ...name, value: null, fact: 'none was known yet' };
  const value = number(hitIds(incident).length);
  return { ...name, value, unit: `of ${number(shardCount)}`, fact: shardWords(incident), strip: stripView(incident) };
}

/** While no process ran, nobody was there to count. */
function guilds({ kind, unservedGuildCount, guildCount }: Incident): IncidentFigure {
  const name = { ...plain, key: 'guilds', label: 'Servers without events', value: number(unservedGuildCount) };
  if (kind === 'crash')
    return { ...name, value: guildCount === null ? null : number(guildCount), fact: 'all of them, while nothing ran' };
  if (guildCount === null || guildCount === 0) return { ...name, fact: 'the most at once' };
  return { ...name, fact: `${portion(unservedGuildCount / guildCount)} of ${number(guildCount)}` };
}

function commands({ lostCommandCount }: Incident): IncidentFigure {
  const name = { ...plain, key: 'commands', label: 'Commands lost' };
  if (lostCommandCount === null) return { ...name, value: null, fact: 'the usual rate was not known' };
  return { ...name, value: number(Math.round(lostCommandCount)), fact: 'estimate from the usual rate' };
}
