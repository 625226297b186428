import { Injectable, Logger } from '@nestjs/common';
import { Subject } from 'rxjs';
import type { Role } from '../model/role.js';
import type { Who } from '../model/who.js';
import { type WebSession, WebSessionBook } from '../store/web-session.book.js';
import { Roles } from './roles.js';
import { hashOf, newId, newSecret } from './secret.js';

const HOUR_MS = 3_600_000;
/** Milliseconds without a request after which a session is over. */
export const IDLE_MS = 12 * HOUR_MS;
/** Milliseconds after which it is over in any case. */
export const LONGEST_MS = 7 * 24 * HOUR_MS;
/** Milliseconds between two notes of its use. */
const NOTED_EVERY_MS = 60_000;
/** Milliseconds after which the role is looked at again. */
const ROLE_FOR_MS = 5 * 60_000;
/** Characters of what a browser calls itself. */
const LONGEST_BROWSER = 200;

/** Somebody who has just shown who they are. */
export type Arrival = Pick<WebSession, 'kind' | 'personId' | 'name' | 'role' | 'address' | 'browser'>;

/** Who is signed in. */
@Injectable()
export class Sessions {
  /** Ids of sessions that were ended; `null` when it may be any. */
  readonly ended$ = new Subject<string | null>();
  private readonly logger = new Logger(Sessions.name);

  constructor(
    private readonly book: WebSessionBook,
    private readonly roles: Roles,
  ) {}

  /** Signs somebody in. @returns the secret for the browser, which nobody can ask for again */
  async begin(arrival: Arrival, at = Date.now()): Promise<string> {
    const secret = newSecret();
    await this.book.endOlder({ usedAt: at - IDLE_MS, madeAt: at - LONGEST_MS });
    const browser = arrival.browser.slice(0, LONGEST_BROWSER);
    await this.book.add({
      ...arrival,
      browser,
      ...{ id: newId(), hash: hashOf(secret), roleAt: at, madeAt: at, usedAt: at },
    });
    return secret;
  }

  /** The session of a secret as it stands now, with a role that is not older than five minutes; `null` when it is over. */
  async find(secret: string, at = Date.now()): Promise<WebSession | null> {
    const session = await this.book.find(hashOf(secret));
    if (!session || isOver(session, at)) return null;
    return at - session.roleAt < ROLE_FOR_MS ? session : this.withRole(session, at);
  }

  /** Notes that somebody has used it, at most once a minute. A stream that stands open is no use. */
  async used(session: WebSession, at = Date.now()): Promise<void> {
    if (at - session.usedAt >= NOTED_EVERY_MS) await this.book.change(session.id, { usedAt: at });
  }

  /** Those that are not over, the one used last first. */
  async all(at = Date.now()): Promise<readonly WebSession[]> {
    return (await this.book.all()).filter((session) => !isOver(session, at));
  }

  /** @returns whether there was such a session */
  async end(id: string): Promise<boolean> {
    const isEnded = await this.book.end(id);
    this.ended$.next(id);
    return isEnded;
  }

  /** Ends every session of the person whose session this is. */
  async endAllLike({ kind, personId }: Pick<WebSession, 'kind' | 'personId'>): Promise<void> {
    const all = await this.book.all();
    const theirs = all.filter((session) => session.kind === kind && session.personId === personId);
    for (const { id } of theirs) await this.end(id);
  }

  /** While Discord does not say, the role stays as it was. */
  private async withRole(session: WebSession, at: number): Promise<WebSession> {
    const { id, personId } = session;
    if (personId === null) return session;
    let role: Role | null;
    try {
      role = await this.roles.of(personId);
    } catch (error) {
      this.logger.warn(error, 'A role could not be looked at again, so it stays as it was');
      return session;
    }
    await this.book.change(id, { role, roleAt: at });
    if (role !== session.role) this.ended$.next(null); // only now: whoever hears it looks here
    return { ...session, role, roleAt: at };
  }
}

/** Who it is that a session is of. */
export function whoOf({ kind, personId, name, role }: WebSession): Who {
  return { kind, id: personId, name, role };
}

function isOver({ usedAt, madeAt }: WebSession, at: number): boolean {
  return at - usedAt >= IDLE_MS || at - madeAt >= LONGEST_MS;
}
