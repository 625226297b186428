/** What a form sends, or what stands behind a `?`: text by anybody. */
export type Fields = Readonly<Record<string, unknown>>;

/** One thing that a form asks for. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** What can be chosen; `null` where anything can be written. */
  readonly options: readonly Option[] | null;
  readonly isNumber?: boolean;
  readonly most?: number;
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly isChosen: boolean;
  /** What it costs; in a choice between costs. */
  readonly help?: string;
}

/** For how long, in minutes. @param usual where nothing is filled in @param most how many at most */
export function minutesField(
  fields: Fields,
  { usual, most }: { readonly usual: string; readonly most: number },
): Field {
  const value = text(fields['minutes']) || usual;
  return { name: 'minutes', label: 'Minutes, then it ends by itself', value, options: null, isNumber: true, most };
}

/** The first text of a field, without blanks around it; nothing of what is no text. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** `null` where it is none between `least` and `most`. */
export function wholeNumber(value: unknown, [least, most]: readonly [number, number]): number | null {
  const number = /^\d{1,7}$/.test(text(value)) ? Number(text(value)) : NaN;
  return number >= least && number <= most ? number : null;
}
