import { type ExecutionContext, createParamDecorator } from '@nestjs/common';
import type { Request } from 'express';
import type { Deed } from '../model/may.js';
import { type Who, anybody } from '../model/who.js';
import type { Visitor } from './visitors.js';

/** What is known about whoever sent a request, once it has been looked at. */
export interface Asked {
  visitor?: Visitor;
  /** Decides by the policy. */
  may?: (deed: Deed) => boolean;
}

/** Who is asking; anybody where nobody has looked. */
export const Asking = createParamDecorator((_: unknown, context: ExecutionContext): Who =>
  askedBy(context.switchToHttp().getRequest<Asked>()),
);

/** The same, with the session. */
export const Visiting = createParamDecorator((_: unknown, context: ExecutionContext): Visitor =>
  visitorOf(context.switchToHttp().getRequest<Asked>()),
);

/** Whether whoever asks may read the names of servers and people. */
export const SeesNames = createParamDecorator((_: unknown, context: ExecutionContext): boolean =>
  mayAsk(context.switchToHttp().getRequest<Asked>(), 'look.names'),
);

/** Who is asking and by which session, where there is only the request. */
export function visitorOf(request: Asked | Request): Visitor {
  return (request as Asked).visitor ?? { who: anybody, session: null };
}

/** Who is asking, where there is only the request. */
export function askedBy(request: Asked | Request): Who {
  return (request as Asked).visitor?.who ?? anybody;
}

/** Whether whoever sent the request may do it; never where nobody has looked. */
export function mayAsk(request: Asked | Request, deed: Deed): boolean {
  return (request as Asked).may?.(deed) ?? false;
}
