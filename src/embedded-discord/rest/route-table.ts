import type { Route } from './route.js';

/** Name of a route in counts and faults, e.g. `GET /channels/:channel`. */
export const routeName = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;

/** Finds the route of a request by its method and path, without asking it anything. */
export class RouteTable {
  private readonly rows: readonly { readonly method: string; readonly path: RegExp; readonly route: Route }[];

  constructor(routes: readonly Route[]) {
    this.rows = routes.map((route) => ({
      method: route.method.toUpperCase(),
      path: new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}/?$`),
      route,
    }));
  }

  /** @param path below /api, with or without its version and query, e.g. `/v10/gateway` */
  find(method: string, path: string): Route | undefined {
    const bare = barePath(path);
    return this.rows.find((row) => row.method === method && row.path.test(bare))?.route;
  }

  get names(): string[] {
    return this.rows.map(({ route }) => routeName(route));
  }

  /** The methods that this path has. */
  methods(path: string): string[] {
    const bare = barePath(path);
    return [...new Set(this.rows.filter((row) => row.path.test(bare)).map(({ method }) => method))];
  }
}

/** A path as the documentation writes it: without `/api`, version and query, and with its ids as they are. */
export function barePath(path: string): string {
  const [bare = '/'] = path.replace(/^\/api(?=\/|$)/, '').split('?');
  return bare.replace(/^\/v\d+(?=\/|$)/, '');
}
