import { createHash } from 'node:crypto';

/** https://datatracker.ietf.org/doc/html/rfc7636#section-4.1 */
const VERIFIER = /^[\w.~-]{43,128}$/;

/** True for a string that can be a code verifier: 43 to 128 plain characters. */
export function isVerifier(verifier: string): boolean {
  return VERIFIER.test(verifier);
}

/** The challenge of a verifier by the one method that Discord takes, S256. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
