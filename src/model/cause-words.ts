import type { Cause, Suspected } from './cause.js';
import type { Confidence, Culprit } from './culprit.js';
import type { Incident } from './incident.js';

const culpritWord: Readonly<Record<Culprit, string>> = {
  process: 'our process',
  network: 'the network',
  discord: 'Discord',
  configuration: 'the configuration',
  deployment: 'a deployment',
};

const confidenceWord: Readonly<Record<Suspected, string>> = {
  certain: 'Certainly',
  likely: 'Most likely',
  possible: 'Possibly',
};

/** Whose fault it may be, and how sure that is: `Most likely Discord`. */
export function suspicion({ culprit, confidence }: Cause): string {
  return `${confidenceWord[confidence]} ${culpritWord[culprit]}`;
}

/** What speaks for it; `null` when `said` has said so already. A clause without a full stop. */
export function evidenceBeside({ evidence }: Cause, said: string): string | null {
  return said.includes(evidence) ? null : evidence;
}

/** A culprit as a heading or a label has it. */
export const culpritName: Readonly<Record<Culprit | 'unknown', string>> = {
  process: 'Our process',
  network: 'Network',
  discord: 'Discord',
  configuration: 'Configuration',
  deployment: 'Deployment',
  unknown: 'Not known',
};

/** How sure we are, as a label. */
export const confidenceName: Readonly<Record<Confidence, string>> = {
  certain: 'Certain',
  likely: 'Likely',
  possible: 'Possible',
  unknown: 'Not known',
  unlikely: 'Unlikely',
  ruled_out: 'Ruled out',
};

/** How sure we are of an incident's cause; `null` when the cause is not known. */
export function confidenceIn({ culprit, weighed }: Pick<Incident, 'culprit' | 'weighed'>): Confidence | null {
  return weighed.find((one) => one.culprit === culprit)?.confidence ?? null;
}

/** The cause of an incident, short: `Network, likely`; where two are alike, both: `Discord or the network`. */
export function causeWords(incident: Pick<Incident, 'culprit' | 'weighed'>): string {
  const confidence = confidenceIn(incident);
  const name = culpritName[incident.culprit ?? 'unknown'];
  if (confidence !== null) return `${name}, ${confidenceName[confidence].toLowerCase()}`;
  const [first, second] = alike(incident.weighed);
  return incident.culprit === null && first && second ? `${culpritName[first]} or ${culpritWord[second]}` : name;
}

/** The two that are most to blame, where what speaks for them weighs the same. */
function alike([first, second]: Incident['weighed']): readonly Culprit[] {
  if (!first || !second || first.confidence !== second.confidence) return [];
  return first.confidence === 'certain' || first.confidence === 'likely' ? [first.culprit, second.culprit] : [];
}
