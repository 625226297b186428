import { Injectable, Logger } from '@nestjs/common';
import type { Request } from 'express';
import { type Who, anybody } from '../model/who.js';
import type { WebSession } from '../store/web-session.book.js';
import { Keys } from './keys.js';
import { SessionCookie } from './session-cookie.js';
import { Sessions, whoOf } from './sessions.js';

/** Who came, and by which session. */
export interface Visitor {
  readonly who: Who;
  /** `null` for keys and for anybody. */
  readonly session: WebSession | null;
  /** Whether they sent a key that is none; not while the store does not answer, which alone would know. */
  readonly hasWrongKey?: boolean;
}

const nobody: Visitor = { who: anybody, session: null };

/** Finds out who is asking: by the key that a program sends, else by the session of a browser. */
@Injectable()
export class Visitors {
  private readonly logger = new Logger(Visitors.name);

  constructor(
    private readonly cookie: SessionCookie,
    private readonly sessions: Sessions,
    private readonly keys: Keys,
  ) {}

  /** Whoever cannot be known is anybody: also when the store does not answer. */
  async of(request: Pick<Request, 'headers'>): Promise<Visitor> {
    try {
      return await this.find(request);
    } catch (error) {
      this.logger.error(error, 'Could not find out who is asking');
      return nobody;
    }
  }

  /** Notes that a session was used. */
  async note({ session }: Visitor): Promise<void> {
    try {
      if (session) await this.sessions.used(session);
    } catch (error) {
      this.logger.error(error, 'The use of a session could not be noted');
    }
  }

  private async find(request: Pick<Request, 'headers'>): Promise<Visitor> {
    const key = keyIn(request);
    if (key !== null) {
      const who = await this.keys.find(key);
      return { who: who ?? anybody, session: null, hasWrongKey: who === null };
    }
    const secret = this.cookie.read(request);
    const session = secret === null ? null : await this.sessions.find(secret);
    return session ? { who: whoOf(session), session } : nobody;
  }
}

/** The key that a program sends, right or wrong; `null` without one. */
export function keyIn({ headers }: Pick<Request, 'headers'>): string | null {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}
