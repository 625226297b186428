import type { Request } from 'express';

/** Methods that change nothing. */
const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/** Whether a request only looks. */
export function changesNothing({ method }: Pick<Request, 'method'>): boolean {
  return SAFE.includes(method);
}

/**
 * Whether a request that changes something may come from one of our own pages. A browser says where a request comes from,
 * and a foreign page cannot make it lie; programs say nothing, and have no cookie that somebody could use.
 */
export function isFromOurSite({ method, headers }: Pick<Request, 'method' | 'headers'>, publicUrl: string): boolean {
  if (SAFE.includes(method)) return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin'; // a page that sends no referrer has the origin "null" even so
  const { origin } = headers;
  return origin === undefined || origin === new URL(publicUrl).origin || origin === `http://${headers.host}`;
}
