import { type LogEntry, type LogLevel, momentOf } from '../../../model/log-entry.js';
import { unbroken } from '../../format.js';
import { type Chip, levelChip } from '../parts/chips.js';
import { type Moment, moment } from '../parts/moment.js';

/** One line of the event log, ready to print. */
export interface EventRow extends Chip {
  /** Id of its element; newer ones have larger numbers. */
  readonly key: string;
  readonly number: number;
  readonly time: Moment;
  readonly shard: string | null;
  readonly shardId: number | null;
  readonly source: string;
  /** Number of the incident it tells of; `null` for all others. */
  readonly incident: number | null;
  /** As others wrote it: print it isolated only. */
  readonly subject: string | null;
  readonly text: string;
  /** As its owner wrote it: print it with the `guild-name` partial only. */
  readonly guildName: string | null;
  /** What opens: all that is known, as JSON in which nothing turns the text around or hides. */
  readonly json: string;
}

const debugChip: Chip = { state: 'off', icon: 'bug', word: 'Debug' };

/** Characters that JSON leaves as they are, and a page must not. */
const TRICKY = /[\p{Cf}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u007f-\u009f]/gu;

export function logChip(level: LogLevel): Chip {
  return level === 'debug' ? debugChip : levelChip(level);
}

/** @param now epoch milliseconds */
export function eventRow(entry: LogEntry, now: number): EventRow {
  const { id, level, source, shardId, subject, text, guildName, detail } = entry;
  return {
    ...logChip(level),
    key: `event-${id}`,
    number: id,
    time: moment('stamp', momentOf(id), now),
    shard: shardId === null ? null : `shard\u00a0${shardId}`,
    shardId,
    source,
    incident: source === 'incident' && typeof detail['incident'] === 'number' ? detail['incident'] : null,
    subject,
    text: unbroken(text),
    guildName,
    json: plainJson(entry),
  };
}

function plainJson({ id, level, source, shardId, guildId, guildName, subject, text, detail }: LogEntry): string {
  const known = { shard: shardId, server: guildId, serverName: guildName, subject };
  const said = Object.entries(known).filter(([, value]) => value !== null);
  const all = { at: new Date(momentOf(id)).toISOString(), level, source, ...Object.fromEntries(said), text, ...detail };
  return JSON.stringify(all, null, 2).replace(TRICKY, (sign) =>
    [...Array(sign.length).keys()].map((at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  );
}
