import { randomBytes } from 'node:crypto';
import { Clock } from '../clock.js';
import type { User } from '../world/user.js';
import { OAuth2Error, missing, wrong } from './oauth2-error.js';
import { challengeOf, isVerifier } from './pkce.js';

/** Milliseconds for which a code can be exchanged, and for which an access token lasts: https://docs.discord.com/developers/topics/oauth2 */
const CODE_LASTS_MS = 10 * 60_000;
const TOKEN_LASTS_MS = 604_800_000;
/** Codes and grants that are remembered; the oldest go first. */
const KEEP = 5_000;

/** What a user allowed the application to do. */
export interface Grant {
  readonly user: User;
  readonly scopes: readonly string[];
  readonly accessToken: string;
  /** `null` when the application asked for itself. */
  readonly refreshToken: string | null;
  /** Epoch milliseconds at which the access token ends. */
  readonly expiresAt: number;
}

/** What a user agreed to on the page, until the application comes for its tokens. */
export interface Consent {
  readonly user: User;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  /** The S256 challenge, `null` without PKCE. */
  readonly challenge: string | null;
}

/** How an application comes for its tokens. */
export interface Exchange {
  readonly code: string;
  readonly redirectUri: string;
  /** `null` when none was sent. */
  readonly verifier: string | null;
}

/** All codes, tokens and refresh tokens that are good. */
export class GrantBook {
  private readonly codes = new Map<string, Consent & { readonly endsAt: number }>();
  private readonly grants = new Set<Grant>();

  constructor(private readonly clock = new Clock()) {}

  /** A code for the redirect, good once and for ten minutes. */
  code(consent: Consent, now = this.clock.now()): string {
    const code = secret(30);
    this.codes.set(code, { ...consent, endsAt: now + this.clock.span(CODE_LASTS_MS) });
    const oldest = this.codes.size > KEEP ? this.codes.keys().next().value : undefined;
    if (oldest !== undefined) this.codes.delete(oldest);
    return code;
  }

  /** @throws {OAuth2Error} when the code, the redirect URI or the verifier is not the one it should be */
  exchange({ code, redirectUri, verifier }: Exchange, now = this.clock.now()): Grant {
    const consent = this.codes.get(code);
    // Whatever comes of it: a code that was shown once is spent.
    this.codes.delete(code);
    if (!consent || now > consent.endsAt) throw wrong('code');
    if (consent.redirectUri !== redirectUri) throw wrong('redirect_uri');
    if (consent.challenge !== null) this.checkVerifier(verifier, consent.challenge);
    return this.grant(consent, now);
  }

  /** The old pair of tokens ends, a new one begins. @throws {OAuth2Error} `invalid_grant` */
  refresh(refreshToken: string, now = this.clock.now()): Grant {
    const before = [...this.grants].find((grant) => grant.refreshToken !== null && grant.refreshToken === refreshToken);
    if (!before) throw wrong('refresh_token');
    this.grants.delete(before);
    return this.grant(before, now);
  }

  /** Tokens of the application's owner, without anybody being asked. */
  forOwner(user: User, scopes: readonly string[], now = this.clock.now()): Grant {
    return this.keep({ user, scopes, accessToken: secret(30), refreshToken: null, expiresAt: this.endOf(now) });
  }

  /** What is allowed with an access token, `undefined` when nothing is. */
  behind(accessToken: string, now = this.clock.now()): Grant | undefined {
    const grant = [...this.grants].find((one) => one.accessToken === accessToken);
    return grant && now <= grant.expiresAt ? grant : undefined;
  }

  /** Ends all tokens that this user gave the application, as Discord does: https://docs.discord.com/developers/topics/oauth2#authorization-code-grant-token-revocation */
  revoke(token: string): void {
    const revoked = [...this.grants].find((one) => one.accessToken === token || one.refreshToken === token);
    if (revoked) this.revokeAllOf(revoked.user.id);
  }

  /** The user takes back what they allowed, as they can in their settings. */
  revokeAllOf(userId: string): void {
    for (const grant of this.grants) if (grant.user.id === userId) this.grants.delete(grant);
  }

  /** Seconds for which a new access token is good. */
  get lastsSeconds(): number {
    return Math.floor(this.clock.span(TOKEN_LASTS_MS) / 1_000);
  }

  private checkVerifier(verifier: string | null, challenge: string): void {
    if (verifier === null) throw missing('code_verifier');
    if (!isVerifier(verifier)) {
      throw new OAuth2Error('invalid_request', 'Invalid "code_verifier": it must have 43 to 128 characters.');
    }
    if (challengeOf(verifier) !== challenge) throw wrong('code_verifier');
  }

  private grant({ user, scopes }: Pick<Consent, 'user' | 'scopes'>, now: number): Grant {
    return this.keep({
      user,
      scopes,
      accessToken: secret(30),
      refreshToken: secret(30),
      expiresAt: this.endOf(now),
    });
  }

  private endOf(now: number): number {
    return now + this.clock.span(TOKEN_LASTS_MS);
  }

  private keep(grant: Grant): Grant {
    this.grants.add(grant);
    const oldest = this.grants.size > KEEP ? this.grants.values().next().value : undefined;
    if (oldest) this.grants.delete(oldest);
    return grant;
  }
}

/** `length` letters and digits that nobody can guess. */
function secret(length: number): string {
  return randomBytes(length * 2)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, length);
}
