import { randomBytes } from 'node:crypto';
import type { Request } from 'express';

/** Tells the moments of this process from those of another: after a restart a reader gets everything again. */
const RUN = randomBytes(4).toString('hex');

/** The id of what became true at `at` (epoch milliseconds). */
export function eventId(at: number): string {
  return `${RUN}-${at}`;
}

/** The moment of an id of ours; `null` for any other. */
export function momentOfId(id: string | undefined): number | null {
  const [run, at = '', ...rest] = (id ?? '').split('-');
  return run === RUN && /^\d{1,15}$/.test(at) && rest.length === 0 ? Number(at) : null;
}

/**
 * What a reader has already, epoch milliseconds: its browser says so when it comes back (`Last-Event-ID`), or its page
 * when it opens (`?after=`). Minus infinity for who has nothing.
 */
export function alreadyHeard({ headers, query }: Pick<Request, 'headers' | 'query'>): number {
  const [last, after] = [headers['last-event-id'], query['after']];
  const id = typeof last === 'string' && last !== '' ? last : after;
  return momentOfId(typeof id === 'string' ? id : undefined) ?? -Infinity;
}
