import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { NextFunction, Request, Response } from 'express';
import { fileURLToPath } from 'node:url';
import { WebSettings } from '../../config/web.settings.js';
import { serveAssets } from './assets.js';
import { basePath } from './base-path.js';
import { HandlebarsEngine } from './handlebars.engine.js';
import { knownHosts } from './known-hosts.js';
import { securityHeaders } from './security-headers.js';

const publicDir = fileURLToPath(new URL('../../../public', import.meta.url));

/** Prepares the server for the pages. Call it before the application listens. */
export function setUpWeb(app: NestExpressApplication): void {
  const settings = app.get(WebSettings);
  const engine = app.get(HandlebarsEngine);
  app.disable('x-powered-by');
  app.set('trust proxy', [...settings.trustProxy]);
  app.engine('hbs', engine.express);
  app.setViewEngine('hbs');
  app.setBaseViewsDir(engine.viewsDir);
  app.use(knownHosts(settings), basePath(settings), securityHeaders(settings), compression());
  const assets = serveAssets(app, publicDir);
  app.use((_request: Request, response: Response, next: NextFunction) => {
    response.locals.assets = `${String(response.locals.base)}${assets}`;
    response.setHeader('Cache-Control', 'no-cache'); // what a page says is true now, and not later
    next();
  });
}
