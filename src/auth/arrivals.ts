import { Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { WebSession } from '../store/web-session.book.js';
import { Recorder } from '../control/recorder.js';
import { SessionCookie } from './session-cookie.js';
import { type Arrival, LONGEST_MS, Sessions, whoOf } from './sessions.js';
import { Visitors } from './visitors.js';

/** Somebody whose word has been checked. */
export type Known = Pick<Arrival, 'kind' | 'personId' | 'name' | 'role'>;

/** Lets people in and out: where a session begins and ends, the browser gets and loses its cookie. */
@Injectable()
export class Arrivals {
  private readonly logger = new Logger('SignIn');

  constructor(
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly visitors: Visitors,
    private readonly recorder: Recorder,
  ) {}

  /** A new session with a new secret; one that the browser had before ends, so that nobody else has it too. */
  async letIn(known: Known, request: Request, response: Response): Promise<void> {
    await this.endSession(request);
    const browser = request.headers['user-agent'] ?? '';
    const secret = await this.sessions.begin({ ...known, address: request.ip ?? '', browser });
    this.cookie.put(response, secret, LONGEST_MS);
    const how = known.kind === 'link' ? 'by a link' : `by Discord, as user ${known.personId}`;
    this.logger.log(`Somebody signed in ${how}: ${known.role}, from ${request.ip}`);
    const { kind, personId: id, name, role } = known;
    const subject = { who: { kind, id, name, role }, from: request.ip ?? null, deed: 'signin' } as const;
    await this.recorder.note({ ...subject, target: how, after: `signed in as ${role ?? 'nobody'}` });
  }

  async letOut(request: Request, response: Response): Promise<void> {
    const session = await this.endSession(request);
    this.cookie.drop(response);
    if (!session) return;
    const subject = { who: whoOf(session), from: request.ip ?? null, deed: 'signout' } as const;
    await this.recorder.note({ ...subject, target: `session ${session.id}`, after: 'signed out' });
  }

  private async endSession(request: Request): Promise<WebSession | null> {
    const { session } = await this.visitors.of(request);
    if (session) await this.sessions.end(session.id);
    return session;
  }
}
