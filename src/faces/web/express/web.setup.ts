import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { NextFunction, Request, Response } from 'express';
import { join } from 'node:path';
import { INSTALLATION } from '../../../config/installation.js';
import { WebSettings } from '../../../config/web.settings.js';
import { StatusService } from '../../../monitor/status.service.js';
import { Assets } from './assets.js';
import { basePath } from './base-path.js';
import { HandlebarsEngine } from './handlebars.engine.js';
import { knownHosts } from './known-hosts.js';
import { LastAnswers } from './last-answers.js';
import { securityHeaders } from './security-headers.js';

const assetsDir = join(INSTALLATION, 'dist/assets');

/** What a form or a program may send. */
const BODY_LIMIT = '64kb';

/** Prepares the server for the pages. Call it before the application listens. */
export function setUpWeb(app: NestExpressApplication): void {
  const settings = app.get(WebSettings);
  const engine = app.get(HandlebarsEngine);
  app.disable('x-powered-by');
  app.set('trust proxy', [...settings.trustProxy]);
  app.engine('hbs', engine.express);
  app.setViewEngine('hbs');
  app.setBaseViewsDir(engine.viewsDir);
  const status = app.get(StatusService);
  const lastAnswers = new LastAnswers(() => status.edition);
  app.use(knownHosts(settings), basePath(settings), lastAnswers.give, securityHeaders(settings), lastAnswers.keep);
  app.use(compression());
  const assets = Assets.in(assetsDir);
  app.use('/assets', assets.serve());
  app.use((_request: Request, response: Response, next: NextFunction) => {
    response.locals.assets = assets.paths(String(response.locals.base));
    response.setHeader('Cache-Control', 'no-cache'); // what a page says is true now, and not later
    next();
  });
  app.useBodyParser('urlencoded', { extended: false, limit: BODY_LIMIT });
  app.useBodyParser('json', { limit: BODY_LIMIT });
}
