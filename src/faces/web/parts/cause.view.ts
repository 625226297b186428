import type { Culprit } from '../../../model/culprit.js';
import { evidenceBeside, suspicion } from '../../../model/cause-words.js';
import type { Status } from '../../../model/status.js';
import { unbroken } from '../../format.js';

/** Whose fault it may be, in words. */
export interface CauseView {
  readonly icon: string;
  /** e.g. `Most likely Discord` */
  readonly words: string;
  /** `null` where the verdict has said it already. */
  readonly evidence: string | null;
}

/** Name of a Font Awesome icon for each. */
export const culpritIcon: Readonly<Record<Culprit | 'unknown', string>> = {
  process: 'microchip',
  network: 'network-wired',
  discord: 'cloud',
  configuration: 'sliders',
  deployment: 'rocket',
  unknown: 'circle-question',
};

export function causesView({ causes, reason }: Pick<Status, 'causes' | 'reason'>): readonly CauseView[] {
  return causes.map((cause) => {
    const evidence = evidenceBeside(cause, reason);
    return { icon: culpritIcon[cause.culprit], words: suspicion(cause), evidence: evidence && unbroken(evidence) };
  });
}
