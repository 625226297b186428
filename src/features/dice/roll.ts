import { randomInt } from 'node:crypto';

/** A whole number from 1 to `sides`, each as likely as the others. */
export function roll(sides: number): number {
  return randomInt(1, sides + 1);
}
