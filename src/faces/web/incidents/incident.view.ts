import { confidenceName, culpritName } from '../../../model/cause-words.js';
import type { Weighed } from '../../../model/attribution.js';
import type { Incident } from '../../../model/incident.js';
import { counted, duration } from '../../../model/words.js';
import { unbroken, visibleText } from '../../format.js';
import { culpritIcon } from '../parts/cause.view.js';
import type { Chip, Look } from '../parts/chips.js';
import { type Fact, fact } from '../parts/fact.js';
import { type IncidentFigure, incidentFigures } from './incident-figures.view.js';
import { type CauseTag, capital, causeTag } from './incident-row.view.js';
import type { IncidentNow } from './incident.desk.js';
import { type NextStepView, type Standing, nextStep } from './next-step.view.js';
import { type TimelineView, timelineView } from './timeline.view.js';
import { type ToldLine, toldView } from './told.view.js';

/** All that `views/pages/incident.hbs` may know of its incident. */
export interface IncidentView {
  readonly id: number;
  readonly title: string;
  /** What every face said at its worst moment. */
  readonly sentence: string;
  readonly isOpen: boolean;
  readonly chip: Chip;
  /** All is well again, and that has to last. */
  readonly isCalm: boolean;
  /** `null` where there is nothing to do any more. */
  readonly next: NextStepView | null;
  readonly figures: readonly IncidentFigure[];
  readonly cause: CauseTag;
  readonly culprits: readonly CulpritView[];
  readonly timeline: TimelineView;
  readonly losses: readonly Fact[];
  readonly told: readonly ToldLine[];
  /** Last lines of the log of a process that crashed; words by strangers may be in them. */
  readonly log: readonly string[];
}

export interface CulpritView {
  readonly state: Look;
  readonly icon: string;
  readonly name: string;
  readonly chip: Chip;
  readonly supporting: readonly string[];
  readonly opposing: readonly string[];
}

const openChip: Chip = { state: 'warn', icon: 'rotate', word: 'Open' };
const closedChip: Chip = { state: 'off', icon: 'circle-check', word: 'Closed' };

export function incidentView({ incident, told }: IncidentNow, status: Standing): IncidentView {
  const { at: now, verdict } = status;
  const { id, title, sentence, endedAt, weighed, lastWords } = incident;
  const isOpen = endedAt === null;
  return {
    id,
    title: unbroken(title),
    sentence: unbroken(sentence),
    isOpen,
    chip: isOpen ? openChip : closedChip,
    isCalm: isOpen && verdict === 'operational',
    next: nextStep(incident, status),
    figures: incidentFigures(incident, now),
    cause: causeTag(incident),
    culprits: weighed.map((one) => culpritView(one, isOpen && one.culprit === incident.culprit)),
    timeline: timelineView(incident),
    losses: lossesView(incident),
    told: toldView(told, now),
    log: lastWords.map(visibleText),
  };
}

const confidenceIcon: Readonly<Record<Weighed['confidence'], string>> = {
  certain: 'check',
  likely: 'check',
  possible: 'question',
  unknown: 'minus',
  unlikely: 'xmark',
  ruled_out: 'xmark',
};

/** Only the culprit of what goes on has a colour. */
function culpritView({ culprit, confidence, supporting, opposing }: Weighed, isLoud: boolean): CulpritView {
  const state: Look = isLoud ? 'warn' : 'off';
  const words = (clauses: readonly string[]) => clauses.map((clause) => `${unbroken(capital(visibleText(clause)))}.`);
  return {
    state,
    icon: culpritIcon[culprit],
    name: culpritName[culprit],
    chip: { state, icon: confidenceIcon[confidence], word: confidenceName[confidence] },
    supporting: words(supporting),
    opposing: words(opposing),
  };
}

/** What it cost beside the figures. */
function lossesView(incident: Incident): readonly Fact[] {
  const { blindMs, replayedCount, departureCount, troubledMs, version, endedAt, shardIds } = incident;
  const cameAndWent = `${departureCount} times, ${duration(troubledMs)} in all`;
  const unknown = endedAt === null && shardIds.length > 0 ? 'known once the shard is back' : 'none that we know of';
  return [
    fact('Events lost', blindMs > 0 ? `those of ${duration(blindMs)} without a session` : unknown),
    fact('Sent again by Discord', counted(replayedCount, 'event')),
    ...(departureCount > 1 ? [fact('Came and went', cameAndWent)] : []),
    ...(version === null ? [] : [fact('Version', version)]),
  ].map((one) => ({ ...one, value: unbroken(one.value) }));
}
