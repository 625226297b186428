import { Transform } from 'class-transformer';

/** `true` and `false` as words; anything else is left for the validator to refuse. */
export function FromBoolean(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));
}

/** Names separated by commas, blanks around them dropped. */
export function FromList(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').flatMap((part) => part.trim() || []) : value,
  );
}

/** A whole number, or the text itself where it is none. */
export function FromNumber(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value,
  );
}
