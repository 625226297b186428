import { timingSafeEqual, createHash } from 'node:crypto';
import { type Answer, type Asked, type Route, ok } from '../rest/route.js';
import { type Wire, asText, timestamp } from '../wire.js';
import type { Application } from '../world/application.js';
import { restUser } from '../world/user.js';
import type { Grant, GrantBook } from './grant-book.js';
import { OAuth2Error, invalidScope, missing } from './oauth2-error.js';
import { readScopes } from './scopes.js';

/** What an application does with its secret, and what a token says of itself: https://docs.discord.com/developers/topics/oauth2 */
export function tokenRoutes(application: Application, grants: GrantBook): Route[] {
  const open = { method: 'post', isOpen: true } as const;
  return [
    { ...open, path: '/oauth2/token', answer: (asked) => attempt(() => token(asked, application, grants)) },
    { ...open, path: '/oauth2/token/revoke', answer: (asked) => attempt(() => revoke(asked, application, grants)) },
    { method: 'get', path: '/oauth2/@me', scope: '', answer: ({ grant }) => authorization(grant, application) },
  ];
}

function attempt(answer: () => Answer): Answer {
  try {
    return { ...answer(), headers: { 'Cache-Control': 'no-store' } };
  } catch (error) {
    if (!(error instanceof OAuth2Error)) throw error;
    return { status: error.status, body: error.body };
  }
}

function token(asked: Asked, application: Application, grants: GrantBook): Answer {
  const form = authenticated(asked, application);
  switch (asText(form['grant_type'])) {
    case 'authorization_code': {
      const [code, redirectUri] = [needed(form, 'code'), needed(form, 'redirect_uri')];
      return ok(tokenWire(grants.exchange({ code, redirectUri, verifier: asText(form['code_verifier']) }), grants));
    }
    case 'refresh_token':
      return ok(tokenWire(grants.refresh(needed(form, 'refresh_token')), grants));
    case 'client_credentials': {
      const scopes = readScopes(asText(form['scope']) ?? '');
      // A team's application may not act in the name of a person.
      const isForTeam = scopes?.every((scope) => scope === 'identify' || scope === 'applications.commands.update');
      if (!scopes || (application.team && !isForTeam)) throw invalidScope();
      return ok(tokenWire(grants.forOwner(application.owner, scopes), grants));
    }
    case null:
      throw missing('grant_type');
    default:
      throw new OAuth2Error('unsupported_grant_type', 'Grant type not supported.');
  }
}

function revoke(asked: Asked, application: Application, grants: GrantBook): Answer {
  grants.revoke(needed(authenticated(asked, application), 'token'));
  return ok({});
}

/** The form of an application that proved itself, by Basic or in the form. @throws {OAuth2Error} */
function authenticated({ header, fields }: Asked, application: Application): Wire {
  if (!header('content-type').startsWith('application/x-www-form-urlencoded')) {
    const message = 'Expected "Content-Type" header to be one of {\'application/x-www-form-urlencoded\'}.';
    throw new OAuth2Error('invalid_request', message);
  }
  const basic = /^Basic (\S+)$/i.exec(header('authorization'))?.[1];
  const [id, secret] = basic === undefined ? [fields['client_id'], fields['client_secret']] : unpacked(basic);
  if (id !== application.id || !isSame(asText(secret) ?? '', application.clientSecret)) {
    throw new OAuth2Error('invalid_client', null, 401);
  }
  return fields;
}

function unpacked(basic: string): readonly [id: string, secret: string] {
  const text = Buffer.from(basic, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? ['', ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

function isSame(given: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(right));
}

function needed(form: Wire, name: string): string {
  const value = asText(form[name]);
  if (value === null || value === '') throw missing(name);
  return value;
}

function tokenWire({ accessToken, refreshToken, scopes }: Grant, { lastsSeconds }: GrantBook): Wire {
  return {
    token_type: 'Bearer',
    access_token: accessToken,
    expires_in: lastsSeconds,
    ...(refreshToken === null ? {} : { refresh_token: refreshToken }),
    scope: scopes.join(' '),
  };
}

function authorization(grant: Grant | null, application: Application): Answer {
  if (!grant) return { status: 401, body: { message: '401: Unauthorized', code: 0 } };
  const isKnown = grant.scopes.includes('identify');
  return ok({
    application: application.publicWire(),
    scopes: grant.scopes,
    expires: timestamp(grant.expiresAt),
    ...(isKnown ? { user: restUser(grant.user) } : {}),
  });
}
