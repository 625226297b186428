import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { DiscordConnection } from '../config/connection.js';
import { PublicAddress } from './public-address.js';

/** What `newSecret` makes. */
const SECRET = /^[\w-]{43}$/;

/** A cookie that holds a secret. The bot's id is in its name: several Shardwatches may be reached by one host. */
abstract class SecretCookie {
  private readonly name: string;
  private readonly options: CookieOptions;

  /** Under TLS the name says to the browser that nobody but this very host may set it. */
  constructor(name: string, botId: string, isSecure: boolean) {
    this.name = `${isSecure ? '__Host-' : ''}${name}-${botId}`;
    this.options = { httpOnly: true, secure: isSecure, sameSite: 'lax', path: '/' };
  }

  /** `null` when the browser has none, or something that is none. */
  read({ headers }: Pick<Request, 'headers'>): string | null {
    const value = valueOf(headers.cookie, this.name);
    return value !== null && SECRET.test(value) ? value : null;
  }

  /** @param lastsMs milliseconds */
  put(response: Response, secret: string, lastsMs: number): void {
    response.cookie(this.name, secret, { ...this.options, maxAge: lastsMs });
  }

  drop(response: Response): void {
    response.clearCookie(this.name, this.options);
  }
}

/** Holds who is signed in. */
@Injectable()
export class SessionCookie extends SecretCookie {
  constructor({ botId }: DiscordConnection, { isSecure }: PublicAddress) {
    super('shardwatch', botId, isSecure);
  }
}

/** Holds which browser was sent to Discord. */
@Injectable()
export class AttemptCookie extends SecretCookie {
  constructor({ botId }: DiscordConnection, { isSecure }: PublicAddress) {
    super('shardwatch-signin', botId, isSecure);
  }
}

/** Of several with one name the first, which is the one with the longest path: it counts for nobody but this request. */
function valueOf(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}
