import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { WebSettings } from '../../../config/web.settings.js';

/** Seconds. */
const HALF_A_YEAR_S = 15_552_000;

const strict = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/** Headers that keep foreign code out: nothing inline, nothing from elsewhere, in nobody's frame. */
export function securityHeaders({ publicUrl }: WebSettings): RequestHandler {
  const isHttps = publicUrl?.startsWith('https:') ?? false;
  const withPolicy = (directives: Record<string, string[]>): RequestHandler =>
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives },
      frameguard: { action: 'deny' },
      referrerPolicy: { policy: 'same-origin' },
      // Only where we know that people come by HTTPS, and only for this host: its neighbours are not ours.
      strictTransportSecurity: isHttps && { maxAge: HALF_A_YEAR_S, includeSubDomains: false },
    });
  const ours = withPolicy(strict);
  // Swagger UI writes styles into its own page.
  const docs = withPolicy({ ...strict, styleSrc: ["'self'", "'unsafe-inline'"] });
  return (request, response, next) => {
    const isDocs = request.path === '/api/docs' || request.path.startsWith('/api/docs/');
    return (isDocs ? docs : ours)(request, response, next);
  };
}
