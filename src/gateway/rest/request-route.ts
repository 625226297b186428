/**
 * Whose rules a request follows: the first answer to an interaction (3 seconds, and only once), the messages that follow it
 * (and other webhooks), or everything else.
 */
export type RequestKind = 'callback' | 'webhook' | 'ordinary';

/** What one request asks for, without ids and secrets in its name. */
export interface RequestRoute {
  /** Method and path without ids, e.g. `POST /channels/:id/messages`. */
  readonly label: string;
  readonly kind: RequestKind;
  /** The guild, channel or webhook that has a limit of its own within the route; may hold a token, so never show it. */
  readonly major: string;
  /** The interaction that is acknowledged; `null` when none is. */
  readonly interactionId: string | null;
}

const ID = /^\d{15,20}$/;
/** A word of Discord's own, as its paths have them: `users`, `@me`, `bulk-delete`, `widget.json`. */
const WORD = /^@?[a-z][a-z0-9.-]{0,39}$/;
/** What comes after these is a name or a code that people chose, however harmless it looks. */
const BEFORE_CODES: ReadonlySet<string> = new Set(['invites', 'templates', 'activity-instances']);
const WITH_LIMITS_OF_THEIR_OWN: ReadonlySet<string> = new Set(['channels', 'guilds', 'webhooks']);

/** @param apiUrl base of the REST API, without the version */
export function requestRoute(method: string, url: string, apiUrl: string): RequestRoute {
  const parts = pathOf(url, apiUrl).split('/').slice(1);
  const [room = '', id = '', token = ''] = parts;
  const isCallback = room === 'interactions' && parts[3] === 'callback';
  const isWebhook = room === 'webhooks' && token !== '';
  return {
    label: `${method} /${labelsOf(parts).join('/')}`,
    kind: isCallback ? 'callback' : isWebhook ? 'webhook' : 'ordinary',
    major: WITH_LIMITS_OF_THEIR_OWN.has(room) ? `${id}/${isWebhook ? token : ''}` : '',
    interactionId: isCallback ? id : null,
  };
}

function pathOf(url: string, apiUrl: string): string {
  const path = url.startsWith(apiUrl) ? url.slice(apiUrl.length) : new URL(url).pathname;
  return path.replace(/^\/v\d+(?=\/)/, '').replace(/\?.*$/s, '');
}

function labelsOf(parts: readonly string[]): readonly string[] {
  const reactions = parts.indexOf('reactions');
  if (reactions !== -1 && reactions < parts.length - 1) {
    return [...parts.slice(0, reactions + 1).map(labelOf), ':reaction'];
  }
  return parts.map(labelOf);
}

function labelOf(part: string, index: number, parts: readonly string[]): string {
  if (ID.test(part)) return ':id';
  if (index === 2 && (parts[0] === 'webhooks' || parts[0] === 'interactions')) return ':token';
  const word = part.replace('%40', '@');
  return WORD.test(word) && !BEFORE_CODES.has(parts[index - 1] ?? '') ? word : ':name';
}
