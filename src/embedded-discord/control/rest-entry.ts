import type { Answered } from '../rest/request-log.js';
import type { Entry } from './transcript.js';

/** A request as the transcript keeps it; tokens of interactions stand in the path. */
export function restEntry({ method, path, status, tookMs, asked, body }: Answered, at: number): Entry {
  const shownPath = path.replace(/^(\/(?:interactions|webhooks)\/[^/]+\/)[^/]+/, '$1[redacted]');
  const about = { method, path: shownPath, status, tookMs: Math.round(tookMs) };
  return { at, side: 'rest', direction: 'in', about, text: JSON.stringify({ request: asked, response: body }) };
}
