import { causeWords, culpritName } from '../../../model/cause-words.js';
import type { IncidentSummary } from '../../../model/incident.js';
import { duration } from '../../../model/words.js';
import { number, unbroken, utcDay, visibleText } from '../../format.js';
import { culpritIcon } from '../parts/cause.view.js';
import { type Chip, verdictChip } from '../parts/chips.js';
import { type Moment, moment } from '../parts/moment.js';
import { type StripView, shardStrip, shardWords } from '../parts/shard-strip.js';

/** An incident in a list. */
export interface IncidentRow extends Chip {
  readonly id: number;
  /** Id of its element. */
  readonly key: string;
  /** When it began, in UTC: `22 Nov`, `02:13`; ISO 8601. */
  readonly day: string;
  readonly clock: string;
  readonly iso: string;
  /** How long ago it began; `null` when that is more than a day. */
  readonly began: Moment | null;
  readonly title: string;
  /** Why, and who noticed; words by strangers may be in it. */
  readonly why: string;
  readonly isOpen: boolean;
  readonly cause: CauseTag;
  readonly strip: (StripView & { readonly state: string }) | null;
  readonly shards: string;
  /** How long it took; `null` while it goes on. */
  readonly length: string | null;
  /** While it goes on: counts on from its beginning. */
  readonly age: Moment;
}

export interface CauseTag {
  readonly icon: string;
  /** `Network, likely` */
  readonly words: string;
}

const DAY_MS = 86_400_000;

/** @param now epoch milliseconds */
export function incidentRow(incident: IncidentSummary, now: number): IncidentRow {
  const { id, beganAt, endedAt, title } = incident;
  const began = new Date(beganAt);
  const isThisYear = began.getUTCFullYear() === new Date(now).getUTCFullYear();
  return {
    ...verdictChip(incident.verdict),
    id,
    key: `incident-${id}`,
    day: utcDay(beganAt) + (isThisYear ? '' : `\u00a0${began.getUTCFullYear()}`),
    clock: began.toISOString().slice(11, 16),
    iso: began.toISOString(),
    began: now - beganAt < DAY_MS ? moment('ago', beganAt, now) : null,
    title: unbroken(title),
    why: unbroken(whyWords(incident)),
    isOpen: endedAt === null,
    cause: causeTag(incident),
    strip: stripView(incident),
    shards: shardWords(incident),
    length: endedAt === null ? null : unbroken(duration(endedAt - beganAt)),
    age: moment('age', beganAt, now),
  };
}

export function causeTag(incident: Pick<IncidentSummary, 'culprit' | 'weighed'>): CauseTag {
  const words = causeWords(incident);
  return {
    icon: culpritIcon[incident.culprit ?? 'unknown'],
    words: words === culpritName.unknown ? 'Cause not known' : words,
  };
}

/** Once it is over the strip has no colour any more. */
export function stripView(incident: IncidentSummary): IncidentRow['strip'] {
  const strip = shardStrip(incident);
  return strip && { ...strip, state: incident.endedAt === null ? verdictChip(incident.verdict).state : 'off' };
}

/** What speaks most for the cause; where there is none what every face said. Then who noticed. */
function whyWords({ culprit, weighed, sentence, unservedGuildCount, lostCommandCount }: IncidentSummary): string {
  const evidence = weighed.find((one) => one.culprit === culprit)?.supporting[0];
  const lost = Math.round(lostCommandCount ?? 0);
  return [
    `${capital(visibleText(evidence ?? sentence))}.`,
    unservedGuildCount > 0
      ? `${number(unservedGuildCount)} ${plural(unservedGuildCount, 'server')} got no events.`
      : '',
    lost > 0 ? `About ${number(lost)} ${plural(lost, 'command')} went unanswered.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}
