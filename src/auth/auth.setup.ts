import type { INestApplication } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Access } from './access.js';
import { type Asked, askedBy } from './asking.js';
import { FORM_TOKEN, formTokenOf } from './form-token.js';
import { PolicyGuard } from './policy.guard.js';
import { isProbe, limitChanges, limitSignIn, limitWrongKeys } from './rate-limits.js';
import { Visitors } from './visitors.js';
import { WrongKey } from './wrong-key.js';

/** What Swagger serves by itself, past every guard. */
const DOCS = ['/api/docs', '/api/docs-json', '/api/docs-yaml'];
/** Prometheus asks with a secret of its own. */
const METRICS = /^\/metrics\/?$/i;
/** Each request below these is a step of signing in. */
const SIGNING_IN = ['/signin/link', '/signin/discord', '/signin/demo'];

/** Looks who is asking, before anything is answered that is not the same for everybody. Call it behind the assets. */
export function setUpAuth(app: INestApplication): void {
  const [visitors, access, guard] = [app.get(Visitors), app.get(Access), app.get(PolicyGuard)];
  const wrongKeys = limitWrongKeys();
  app.use(async (request: Request & Asked, response: Response, next: NextFunction) => {
    const { cookie, authorization } = request.headers;
    request.may = (deed) => access.may(askedBy(request), deed);
    if ((cookie ?? authorization) !== undefined && !METRICS.test(request.path)) {
      request.visitor = await visitors.of(request);
      await visitors.note(request.visitor);
    }
    const session = request.visitor?.session;
    if (session) response.locals[FORM_TOKEN] = formTokenOf(session);
    response.locals.visitor = { who: askedBy(request), may: request.may };
    if (!request.visitor?.hasWrongKey || isProbe(request)) return next();
    return wrongKeys(request, response, (error?: unknown) => next(error ?? wrongKeyOf(response)));
  });
  app.use(limitChanges());
  app.use(SIGNING_IN, limitSignIn());
  app.use(DOCS, (request: Request & Asked, response: Response, next: NextFunction) => {
    guard.check(request, response, 'look.pages');
    next();
  });
}

function wrongKeyOf(response: Response): WrongKey {
  response.setHeader('WWW-Authenticate', 'Bearer realm="shardwatch", error="invalid_token"');
  return new WrongKey();
}
