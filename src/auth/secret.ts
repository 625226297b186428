import { createHash, randomBytes } from 'node:crypto';

/** Bytes: nobody guesses 256 bits. */
const SECRET_BYTES = 32;

/** A secret that nobody can guess: 43 letters, digits, `-` and `_`. */
export function newSecret(bytes = SECRET_BYTES): string {
  return randomBytes(bytes).toString('base64url');
}

/** A name for lists, which is no secret. */
export function newId(): string {
  return randomBytes(6).toString('hex');
}

/** SHA-256, as hex. A slow hash would add nothing: what is hashed here cannot be guessed. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
