import { createHash } from 'node:crypto';

/** Raised whenever what is kept changes its form: older rows are then not used. */
const FORMAT = 1;

/** Everything that must be the same for a session to be taken up; each part is named when it is not. */
export interface Fingerprint {
  readonly format: number;
  /** A hash: the token itself is kept nowhere. */
  readonly token: string;
  readonly intents: string;
  readonly cache: string;
}

const inWords: Record<keyof Fingerprint, string> = {
  format: 'what is kept has a new form',
  token: 'the token is another one',
  intents: 'INTENTS changed',
  cache: 'CACHE changed',
};

export function fingerprintOf(token: string, intents: readonly string[], cache: string): Fingerprint {
  const hash = createHash('sha256').update(`shardwatch:${token}`).digest('base64url');
  return { format: FORMAT, token: hash, intents: [...intents].sort().join(','), cache };
}

/** Why sessions kept under `before` may not be used under `now`, in words; `null` when they may. */
export function differenceOf(before: string, now: Fingerprint): string | null {
  const known = parsed(before);
  const names = Object.keys(inWords) as (keyof Fingerprint)[];
  const changed = names.find((name) => known[name] !== now[name]);
  return changed ? inWords[changed] : null;
}

function parsed(text: string): Partial<Fingerprint> {
  try {
    return (JSON.parse(text) ?? {}) as Partial<Fingerprint>;
  } catch {
    return {};
  }
}
