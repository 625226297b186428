import { Injectable } from '@nestjs/common';
import { SignInBook } from '../store/sign-in.book.js';
import { hashOf, newSecret } from './secret.js';

/** Milliseconds for which a link can be used. */
export const LINK_LASTS_MS = 15 * 60_000;

/** What `newSecret` makes: all else is not looked for. */
const SECRET = /^[\w-]{43}$/;

/** One-time links, for whoever can read the log or run a command beside the program. */
@Injectable()
export class SignInLinks {
  constructor(private readonly book: SignInBook) {}

  /** @returns the path of a new link, with its secret */
  async give(at = Date.now()): Promise<string> {
    const secret = newSecret();
    await this.book.addLink(hashOf(secret), at + LINK_LASTS_MS, at);
    return `/signin/link/${secret}`;
  }

  /** Whether it could be used: a look does not use it up, so that a preview of the link does not. */
  async isGood(secret: string, at = Date.now()): Promise<boolean> {
    return SECRET.test(secret) && (await this.book.hasLink(hashOf(secret), at));
  }

  /** Uses it up. @returns whether it was good */
  async use(secret: string, at = Date.now()): Promise<boolean> {
    return SECRET.test(secret) && (await this.book.takeLink(hashOf(secret), at));
  }
}
