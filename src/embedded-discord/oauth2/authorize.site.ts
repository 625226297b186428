import { type Request, type Response, Router, urlencoded } from 'express';
import { asObject } from '../wire.js';
import { castOf } from '../world/application-team.js';
import type { World } from '../world/world.js';
import { authorizePage, errorPage } from './authorize-page.js';
import {
  type AuthorizeRequest,
  Misdirected,
  checkedRedirect,
  readAuthorizeRequest,
  redirectTo,
} from './authorize-request.js';
import type { GrantBook } from './grant-book.js';
import { OAuth2Error } from './oauth2-error.js';

/** No script, no frame; a style that stands in the page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";
/** Bytes of the form: one short word. */
const FORM_LIMIT = 10_000;

/** GET shows the page, POST takes the decision: https://docs.discord.com/developers/topics/oauth2#authorization-code-grant */
export function authorizeSite(world: World, grants: GrantBook): Router {
  const site = Router();
  /** The owner may be another one by now. */
  const cast = () => castOf(world.users, world.application.owner);
  site.get('/', (request, response) =>
    attempt(request, response, ({ scopes }) => {
      page(response, 200, authorizePage(world.application, cast(), scopes));
    }),
  );
  site.post('/', urlencoded({ extended: false, limit: FORM_LIMIT }), (request, response) =>
    attempt(request, response, (asked) => {
      const as = asObject(request.body)?.['as'];
      const person = cast().find(({ role }) => role === as);
      if (!person)
        throw new OAuth2Error('access_denied', 'The resource owner or authorization server denied the request');
      const code = grants.code({ ...asked, user: person.user });
      response.redirect(302, redirectTo(asked.redirectUri, { code, state: queryOf(request).get('state') }));
    }),
  );

  function attempt(request: Request, response: Response, go: (asked: AuthorizeRequest) => void): void {
    const query = queryOf(request);
    try {
      const redirectUri = checkedRedirect(query, world.application);
      try {
        go(readAuthorizeRequest(query, redirectUri));
      } catch (error) {
        if (!(error instanceof OAuth2Error)) throw error;
        const { code, description } = error;
        const answer = { error: code, error_description: description, state: query.get('state') };
        response.redirect(302, redirectTo(redirectUri, answer));
      }
    } catch (error) {
      if (!(error instanceof Misdirected)) throw error;
      page(response, 400, errorPage(error.message));
    }
  }

  return site;
}

function queryOf({ originalUrl }: Request): URLSearchParams {
  return new URLSearchParams(originalUrl.split('?')[1] ?? '');
}

function page(response: Response, status: number, html: string): void {
  response.set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
  response.status(status).type('html').send(html);
}
