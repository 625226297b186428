/** What takes the place of a secret. */
const REDACTED = '[redacted]';

/** Anything shaped like these is a secret, whoever wrote it: bot tokens, our own API keys, webhook addresses, authorization values, passwords in addresses. */
const PATTERNS: readonly RegExp[] = [
  /[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g,
  /\bsw_[\w-]{43}/g,
  /(?<=\/webhooks\/\d{17,20}\/)[\w-]{20,}/g,
  /(?<=\b(?:Bot|Bearer|Basic) )[\w.~+/=-]{16,}/g,
  /(?<=\/interactions\/\d{17,20}\/)[\w-]{20,}/g,
  /(?<=\b[a-z]{2,12}:\/\/[^\s:/?#@]{0,64}:)[^\s/?#@]{1,256}(?=@)/g,
];

/** Shorter values would blot out ordinary words. */
const SHORTEST_SECRET = 6;

/** Takes secrets out of text: by value for those we know, by pattern for all others. */
export function redactor(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = secrets.filter((secret): secret is string => (secret?.length ?? 0) >= SHORTEST_SECRET);
  return (text) => {
    const withoutKnown = known.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
    return PATTERNS.reduce((rest, pattern) => rest.replace(pattern, REDACTED), withoutKnown);
  };
}
