interface Given {
  readonly value: unknown;
}

/** What to say of a time that is none. */
export const TIME_WORDS = '$property must be a time such as 2026-11-22T12:00:00Z';

/** A time in a query; what is none is left for the validator to refuse. */
export function toDate({ value }: Given): unknown {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? new Date(value) : value;
}

/** A number in a query; what is none is left for the validator to refuse. */
export function toNumber({ value }: Given): unknown {
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
}

/** `true` or `false` in a query; what is neither is left for the validator to refuse. */
export function toBoolean({ value }: Given): unknown {
  if (value === 'true') return true;
  return value === 'false' ? false : value;
}
