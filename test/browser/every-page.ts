import { allRoutes } from '../routes.js';

/** Routes that answer programs, or lead elsewhere. */
const NO_PAGE = /^\/(api|metrics|health\/|signin\/discord|signin\/demo)/;
/** What stands in the place of a parameter; FIRST is the first server. A page with another one must be named here. */
const examples: Readonly<Record<string, string>> = {
  '/servers/:id': '/servers/FIRST',
  '/incidents/:id': '/incidents/1',
  '/audit/:number': '/audit/1',
  '/actions/:name': '/actions/reconnect',
  '/signin/link/:secret': '/signin/link/a-link-that-is-none',
};

/** Every page there is, as the routes themselves tell, and what is answered where there is none. */
export const everyPage: readonly string[] = [
  ...new Set(
    allRoutes()
      .filter(({ method, path, isStream }) => method === 'GET' && !isStream && !NO_PAGE.test(path))
      .map(({ path }) => examples[path] ?? path),
  ),
  '/status?show=problems',
  '/events?level=error&text=nothing+of+the+kind',
  '/actions/leave?guild=FIRST',
  '/nowhere',
];
