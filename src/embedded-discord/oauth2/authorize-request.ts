import type { Application } from '../world/application.js';
import { OAuth2Error, invalidScope } from './oauth2-error.js';
import { readScopes } from './scopes.js';

/** The page cannot even send the browser back: the person who sees it has to be told. */
export class Misdirected extends Error {
  override readonly name = 'Misdirected';
}

/** A request that may be shown to a person. */
export interface AuthorizeRequest {
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly challenge: string | null;
}

/** Where a browser is sent back to, with what came of it. */
export function redirectTo(redirectUri: string, answer: Readonly<Record<string, string | null>>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) if (value !== null) url.searchParams.set(name, value);
  return url.href;
}

/** The redirect URI of a request that names this application and one of its own. @throws {Misdirected} */
export function checkedRedirect(query: URLSearchParams, application: Application): string {
  if (query.get('client_id') !== application.id) throw new Misdirected('Unknown Application');
  const asked = query.get('redirect_uri');
  const only = application.redirectUris.length === 1 ? application.redirectUris[0] : undefined;
  const redirectUri = asked ?? only;
  if (redirectUri === undefined || !application.redirectUris.includes(redirectUri)) {
    throw new Misdirected('Invalid OAuth2 redirect_uri');
  }
  return redirectUri;
}

/** @throws {OAuth2Error} which belongs to the redirect URI, with the state */
export function readAuthorizeRequest(query: URLSearchParams, redirectUri: string): AuthorizeRequest {
  if (query.get('response_type') !== 'code') {
    throw new OAuth2Error('unsupported_response_type', 'The authorization server only supports "code".');
  }
  const scopes = readScopes(query.get('scope') ?? '');
  if (!scopes) throw invalidScope();
  return { scopes, redirectUri, challenge: readChallenge(query) };
}

/** Only S256 is taken, and neither half of PKCE alone. */
function readChallenge(query: URLSearchParams): string | null {
  const challenge = query.get('code_challenge');
  const method = query.get('code_challenge_method');
  if (challenge === null && method === null) return null;
  if (method !== 'S256') throw new OAuth2Error('invalid_request', 'Only S256 is a "code_challenge_method".');
  if (challenge === null || !/^[\w-]{43}$/.test(challenge)) {
    throw new OAuth2Error('invalid_request', 'Invalid "code_challenge" in request.');
  }
  return challenge;
}
