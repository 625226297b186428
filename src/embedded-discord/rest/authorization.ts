import type { Request } from 'express';
import type { Credentials } from '../credentials.js';
import { missingScope, unauthorized } from '../discord-error.js';
import type { Grant, GrantBook } from '../oauth2/grant-book.js';
import type { Route } from './route.js';

/** Decides who may ask a route: everybody, the bot, or a user's Bearer token with the right scope. */
export class Authorization {
  constructor(
    private readonly credentials: Credentials,
    private readonly grants: GrantBook,
  ) {}

  /**
   * What a user allowed, or `null` for the bot itself and on routes that are open.
   *
   * @throws {DiscordError} 401 without a good token, 403 with 50026 when the user did not allow this
   */
  check({ headers }: Request, { isOpen, scope }: Route): Grant | null {
    if (isOpen) return null;
    const { authorization = '' } = headers;
    const bearer = /^Bearer (\S+)$/.exec(authorization)?.[1];
    if (bearer !== undefined && scope !== undefined) return this.granted(bearer, scope);
    if (authorization.startsWith('Bot ') && this.credentials.accept(authorization)) return null;
    throw unauthorized();
  }

  private granted(token: string, scope: string): Grant {
    const grant = this.grants.behind(token);
    if (!grant) throw unauthorized();
    if (scope !== '' && !grant.scopes.includes(scope)) throw missingScope();
    return grant;
  }
}
