import { randomBytes } from 'node:crypto';
import { Clock } from '../clock.js';
import type { Identity } from './identify.js';
import { Session } from './session.js';

/** How long a session without a connection can be resumed, in milliseconds; Discord says "a few minutes". */
const KEEP_MS = 180_000;

/** The sessions that are connected or can be resumed. */
export class SessionBook {
  private readonly sessions = new Map<string, Session>();

  constructor(private readonly clock = new Clock()) {}

  start(identity: Identity, now: number): Session {
    this.forgetOld(now);
    const session = new Session(randomBytes(16).toString('hex'), identity, now);
    this.sessions.set(session.id, session);
    return session;
  }

  all(now = this.clock.now()): Session[] {
    this.forgetOld(now);
    return [...this.sessions.values()];
  }

  get(id: unknown, now = this.clock.now()): Session | undefined {
    this.forgetOld(now);
    return typeof id === 'string' ? this.sessions.get(id) : undefined;
  }

  end(session: Session): void {
    this.sessions.delete(session.id);
  }

  private forgetOld(now: number): void {
    for (const session of this.sessions.values()) {
      if (session.detachedAt !== null && now - session.detachedAt > this.clock.span(KEEP_MS))
        this.sessions.delete(session.id);
    }
  }
}
