import { GatewayCloseCodes, RateLimitError } from 'discord.js';
import { now } from '../bus/now.js';
import type { Problem, ProblemKind } from '../model/problem.js';
import { duration } from '../model/words.js';
import { RequestHeld } from './rest/request-held.js';

const kindOfErrno: Readonly<Record<string, ProblemKind>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ABORT_ERR: 'timeout',
};

const kindOfStatus: Readonly<Record<number, ProblemKind>> = {
  401: 'token_rejected',
  404: 'not_discord',
  429: 'rate_limited',
};

/** Milliseconds between two attempts when Discord has had enough of us and does not say for how long. */
const PATIENT_MS = 60_000;

const kindOfFatalClose: Readonly<Record<number, ProblemKind>> = {
  [GatewayCloseCodes.AuthenticationFailed]: 'token_rejected',
  [GatewayCloseCodes.InvalidShard]: 'shard_invalid',
  [GatewayCloseCodes.ShardingRequired]: 'sharding_required',
  [GatewayCloseCodes.InvalidAPIVersion]: 'version_invalid',
  [GatewayCloseCodes.InvalidIntents]: 'intents_invalid',
  [GatewayCloseCodes.DisallowedIntents]: 'intents_disallowed',
};

/** No close frame came: https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const CUT = 1006;

/** The problem behind a close of the gateway connection; of a fatal kind when Discord will not have us back. */
export function closeProblem(code: number): Problem {
  const name = code === CUT ? 'cut without a word' : inWords(GatewayCloseCodes[code] ?? '');
  const detail = name ? `close code ${code}, ${name}` : `close code ${code}`;
  return { kind: kindOfFatalClose[code] ?? 'connection_closed', at: now(), peer: 'gateway', host: null, detail };
}

/** `DisallowedIntents` → `disallowed intents` */
function inWords(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter}`).toLowerCase();
}

/** The problem behind an error of a request, or of a connection attempt, to `address`. */
export function problemOf(error: unknown, peer: 'api' | 'gateway', address: string | null): Problem {
  return { ...kindOf(error), at: now(), peer, host: hostOf(address) };
}

function kindOf(error: unknown): Pick<Problem, 'kind' | 'detail' | 'waitMs'> {
  if (error instanceof RateLimitError) return slowedDown(429, error.retryAfter);
  const status = statusOf(error);
  if (status === 403) return { kind: 'forbidden', detail: 'HTTP 403', waitMs: PATIENT_MS };
  if (error instanceof RequestHeld) return slowedDown(status, error.heldUntil - now());
  if (status !== null && status >= 400)
    return { kind: kindOfStatus[status] ?? 'discord_error', detail: `HTTP ${status}` };
  const code = codeOf(error);
  if (code) return { kind: kindOfErrno[code] ?? 'unreachable', detail: code };
  const message = error instanceof Error ? error.message : String(error);
  const isLate = /timed out|aborted/i.test(message);
  return isLate ? { kind: 'timeout', detail: 'no answer' } : { kind: 'unexpected', detail: message.slice(0, 200) };
}

/** @param status `null` when our own brake did not let the request out */
function slowedDown(status: number | null, forMs: number): Pick<Problem, 'kind' | 'detail' | 'waitMs'> {
  const waitMs = forMs > 0 ? forMs : PATIENT_MS;
  const what = status === null ? 'held back' : `HTTP ${status}`;
  return { kind: 'rate_limited', detail: `${what}, next attempt in ${duration(waitMs)}`, waitMs };
}

/** HTTP status of a REST error, or of a refused WebSocket upgrade (`ws` says it in its message only). */
function statusOf(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  if ('status' in error && typeof error.status === 'number') return error.status;
  const upgrade = /Unexpected server response: (\d{3})/.exec(error.message);
  return upgrade ? Number(upgrade[1]) : null;
}

/** The system's own code of an error or of what caused it; only codes of the network count. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string' && /^(E[A-Z_]+|UND_ERR_\w+)$/.test(error.code))
    return error.code;
  return codeOf(error.cause);
}

/** `host:port` of an address, without the port where it is the usual one; `null` when it is no address. */
export function hostOf(address: string | null): string | null {
  return address && URL.canParse(address) ? new URL(address).host : null;
}
