import { codeOf } from './store-error.js';

/** What PostgreSQL and the network say, in words: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const WORDS: readonly (readonly [code: RegExp, words: string])[] = [
  [/^ECONNREFUSED$/, 'nobody listens at its address'],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'the name of its machine is not known'],
  [/^ENOENT$/, 'its socket does not exist'],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/, 'its machine does not answer'],
  [/^28/, 'it refuses the user or the password'],
  [/^3D000$/, 'it has no database of that name'],
  [/^42501$/, 'the user may not do what is needed: let it own the database, or GRANT CREATE ON DATABASE'],
  [/^53300$/, 'it has too many connections'],
  [/^(53100|58030)$/, 'its disk is full or fails'],
  [/^25006$/, 'it is read-only'],
  [/^57014$/, 'it is too slow'],
  [/^57P/, 'it is starting or stopping'],
  [/^(XX001|XX002)$/, 'its data are damaged'],
  [/^[0-9A-Z]{5}$/, 'its error is in the log'],
];

/** Why the database cannot be used, in a few words that hold no secret. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error instanceof AggregateError ? error.errors[0] : error);
  const known = WORDS.find(([pattern]) => pattern.test(code));
  if (known) return known[1];
  const isSilent = error instanceof Error && /timeout/i.test(error.message);
  return isSilent ? 'it does not answer' : 'the connection was lost';
}
