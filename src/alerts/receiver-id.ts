import { createHash } from 'node:crypto';

/** Names a receiver by its address, which cannot be learnt from it: the address is a secret. */
export function receiverId(url: string): string {
  return createHash('sha256').update(new URL(url).href).digest('hex').slice(0, 32);
}
