import type { Request } from 'express';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WebSession } from '../store/web-session.book.js';

type Bound = Pick<WebSession, 'id' | 'hash'>;

/** Under which name a form sends its token. */
export const FORM_TOKEN = 'csrf';

/**
 * What every form of a session has in it, so that only our own pages can send one. It follows from the session, so it
 * holds as long as the session, also after a restart, and is worth nothing without the cookie.
 */
export function formTokenOf({ id, hash }: Bound): string {
  return createHmac('sha256', hash).update(`form of session ${id}`).digest('base64url');
}

/**
 * Whether a request that changes something has the token of its session, or is one that no form can send: with JSON, or
 * with another method than POST. Before a foreign page sends such a one, its browser asks us, and hears no.
 */
export function hasFormToken(session: Bound, { method, headers, body }: FormRequest): boolean {
  if (method !== 'POST' || /^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '')) return true;
  const given: unknown = (body as Readonly<Record<string, unknown>> | undefined)?.[FORM_TOKEN];
  return typeof given === 'string' && isSame(given, formTokenOf(session));
}

type FormRequest = Pick<Request, 'method' | 'headers' | 'body'>;

function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
