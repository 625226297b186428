/** A JSON object as it travels: what is in it is known to Discord's documentation, not to the compiler. */
export type Wire = Record<string, unknown>;

/** `value` when it is a JSON object, else `null`. */
export function asObject(value: unknown): Wire | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Wire) : null;
}

/** `value` when it is a list, else an empty one. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `value` when it is a string, else `null`. */
export function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Parses JSON; `undefined` when it is none, so that nothing a client sends can throw. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A time in Discord's spelling, e.g. `2024-01-08T05:55:35.380000+00:00`. */
export function timestamp(at: number): string {
  return new Date(at).toISOString().replace('Z', '000+00:00');
}
