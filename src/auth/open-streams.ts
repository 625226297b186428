import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type Subscription, merge } from 'rxjs';
import type { Who } from '../model/who.js';
import { type Asked, askedBy } from './asking.js';
import { Keys } from './keys.js';
import { Sessions } from './sessions.js';
import { Visitors } from './visitors.js';

/** Milliseconds between two looks at who reads. */
const LOOK_EVERY_MS = 30_000;

interface Reader {
  readonly request: Pick<Request, 'headers'>;
  readonly response: Response;
  readonly who: Who;
}

/** Streams that stand open: each ends with the session, the key or the role by which it was opened. */
@Injectable()
export class OpenStreams implements OnModuleInit, OnModuleDestroy {
  private readonly readers = new Set<Reader>();
  private timer?: NodeJS.Timeout;
  private subscription?: Subscription;

  constructor(
    private readonly visitors: Visitors,
    private readonly sessions: Sessions,
    private readonly keys: Keys,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    this.timer.unref();
    this.subscription = merge(this.sessions.ended$, this.keys.ended$).subscribe(() => void this.look());
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.subscription?.unsubscribe();
  }

  /** The public view does not end: whoever came without a name is not looked at again. */
  add(request: Request & Asked, response: Response): void {
    const who = askedBy(request);
    if (who.kind === 'anonymous') return;
    const reader = { request, response, who };
    this.readers.add(reader);
    response.once('close', () => this.readers.delete(reader));
  }

  private async look(): Promise<void> {
    for (const reader of [...this.readers]) {
      const { who } = await this.visitors.of(reader.request);
      if (who.kind !== reader.who.kind || who.role !== reader.who.role) end(reader.response);
    }
  }
}

/** What is still being written then finds nobody, and that is as it should be. */
function end(response: Response): void {
  response.on('error', () => undefined);
  response.destroy();
}
