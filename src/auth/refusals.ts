import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Recorder } from '../control/recorder.js';
import { RefusalGates } from '../control/refusal-gates.js';
import type { Deed } from '../model/may.js';
import { askedBy } from './asking.js';

/** Writes down that somebody may not change what they wanted to change; of a flood no more than the audit can bear. */
@Injectable()
export class Refusals {
  private readonly gates = new RefusalGates();

  constructor(private readonly recorder: Recorder) {}

  /** Returns at once: the answer does not wait for the audit. */
  note(request: Request, deed: Deed | 'open', why: string): void {
    const who = askedBy(request);
    const words = this.gates.pass(who, why);
    if (words === null) return;
    const subject = {
      who,
      from: request.ip ?? null,
      deed: deed === 'open' ? 'request' : deed,
      target: targetOf(request),
      after: null,
    } as const;
    void this.recorder.refused(subject, words);
  }
}

/** The route and not the address, which may have a secret in it. */
function targetOf({ method, route }: Request): string {
  const path = (route as { readonly path?: unknown } | undefined)?.path;
  return `${method} ${typeof path === 'string' ? path : 'of a route'}`;
}
