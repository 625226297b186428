import type { IncomingMessage } from 'node:http';
import { Undelivered } from './undelivered.js';

/** Milliseconds. No wait that a receiver asks for is longer. */
const LONGEST_WAIT_MS = 3_600_000;

type Head = Pick<IncomingMessage, 'statusCode' | 'headers'>;

/** Why an answer means that the message was not taken; `null` when it was. */
export function refusalIn(head: Head): Undelivered | null {
  const { statusCode: status = 0 } = head;
  if (status >= 200 && status < 300) return null;
  const retryAfterMs = status === 429 || status === 503 ? waitIn(head) : null;
  // An error of the receiver's own does not say that nothing has happened.
  return new Undelivered(words(status), status >= 500 ? 'unanswered' : 'refused', retryAfterMs);
}

function words(status: number): string {
  if (status >= 300 && status < 400)
    return `redirects to another address (HTTP ${status}), and redirects are not followed: set the address it moved to`;
  if (status === 401 || status === 403) return `does not let us in (HTTP ${status})`;
  if (status === 404 || status === 410) return `is not there (HTTP ${status}): check the address`;
  if (status === 429) return 'asks us to wait (HTTP 429)';
  return `answers HTTP ${status}`;
}

/** https://www.rfc-editor.org/rfc/rfc9110#field.retry-after; Discord also sends parts of seconds. */
function waitIn({ headers }: Head): number | null {
  const text = headers['retry-after']?.trim() ?? '';
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? null : Math.min(LONGEST_WAIT_MS, Math.max(0, ms));
}
