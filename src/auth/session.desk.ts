import { Injectable } from '@nestjs/common';
import { Recorder } from '../control/recorder.js';
import { NotFound } from '../model/errors.js';
import type { WebSession } from '../store/web-session.book.js';
import { Access } from './access.js';
import { IDLE_MS, LONGEST_MS, Sessions } from './sessions.js';
import type { Visitor } from './visitors.js';

/** A session as somebody may see it: nothing of its secret. */
export interface SessionEntry extends Pick<
  WebSession,
  'id' | 'kind' | 'personId' | 'name' | 'role' | 'madeAt' | 'usedAt' | 'address' | 'browser'
> {
  /** When it ends unless it is used again; epoch milliseconds. */
  readonly endsAt: number;
  /** Whether it is the one by which somebody asks. */
  readonly isThis: boolean;
}

/** Sessions for the people whose they are, and for whoever looks after all of them. */
@Injectable()
export class SessionDesk {
  constructor(
    private readonly sessions: Sessions,
    private readonly access: Access,
    private readonly recorder: Recorder,
  ) {}

  /** One's own, or all of them for an admin; the one used last first. */
  async list(visitor: Visitor, at = Date.now()): Promise<readonly SessionEntry[]> {
    const seen = (await this.sessions.all(at)).filter((session) => this.isSeen(session, visitor));
    return seen.map((session) => entryOf(session, visitor));
  }

  /** What it is called in the audit. @throws {NotFound} when there is none, or it is somebody else's business */
  async seen(id: string, visitor: Visitor): Promise<{ readonly target: string }> {
    const found = (await this.sessions.all()).find((session) => session.id === id);
    if (!found || !this.isSeen(found, visitor)) throw new NotFound('There is no such session.');
    return { target: `session ${id} of ${found.personId === null ? 'a sign-in link' : `user ${found.personId}`}` };
  }

  /** @throws {NotFound} when there is none, or it is somebody else's business */
  async end(id: string, visitor: Visitor): Promise<void> {
    await this.seen(id, visitor);
    await this.sessions.end(id);
  }

  /** "Sign out everywhere": ends this one and all others of the same person. */
  async endMine({ who, session }: Visitor, from: string | null): Promise<void> {
    if (!session) return;
    await this.sessions.endAllLike(session);
    await this.recorder.note({
      who,
      from,
      deed: 'signout',
      target: 'all sessions of the same person',
      after: 'signed out',
    });
  }

  private isSeen(session: WebSession, visitor: Visitor): boolean {
    if (this.access.may(visitor.who, 'sessions.manage')) return true;
    return visitor.session !== null && visitor.session.personId === session.personId && session.personId !== null;
  }
}

function entryOf(session: WebSession, visitor: Visitor): SessionEntry {
  const { id, kind, personId, name, role, madeAt, usedAt, address, browser } = session;
  const endsAt = Math.min(usedAt + IDLE_MS, madeAt + LONGEST_MS);
  return {
    id,
    kind,
    personId,
    name,
    role,
    madeAt,
    usedAt,
    address,
    browser,
    endsAt,
    isThis: visitor.session?.id === id,
  };
}
