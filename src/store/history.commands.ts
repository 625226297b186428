import { histogramText, readHistogram } from '../model/histogram.js';
import type { CommandPoint } from '../model/history-commands.js';
import type { InteractionKind } from '../model/settled-interaction.js';

const letterOf: Readonly<Record<InteractionKind, string>> = {
  command: 'c',
  component: 'b',
  form: 'f',
  suggestion: 's',
};
const kindOf = new Map(Object.entries(letterOf).map(([kind, letter]) => [letter, kind as InteractionKind]));

/** The commands of a span as a short text without brackets and quotes: names may hold any sign. */
export function commandsText(points: readonly CommandPoint[]): string {
  return points
    .map(({ kind, name, uses, troubled, acknowledgement }) =>
      [letterOf[kind], encoded(name), uses, troubled, histogramText(acknowledgement)].join(','),
    )
    .join(';');
}

/** The commands of a text; what cannot be read is not known. Rows of older versions have something else in its place. */
export function readCommands(text: unknown): readonly CommandPoint[] {
  if (typeof text !== 'string' || text === '') return [];
  return text.split(';').flatMap((part) => {
    const [letter = '', name = '', uses, troubled, acknowledgement = ''] = part.split(',');
    const kind = kindOf.get(letter);
    const counts = { uses: Number(uses), troubled: Number(troubled) };
    if (!kind || !Number.isSafeInteger(counts.uses) || !Number.isSafeInteger(counts.troubled)) return [];
    return [{ kind, name: decoded(name), ...counts, acknowledgement: readHistogram(acknowledgement) }];
  });
}

/** Half a sign, as text that was cut off may end with, cannot be encoded. */
function encoded(name: string): string {
  return encodeURIComponent(Buffer.from(name).toString());
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
