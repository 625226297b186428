/** What Discord says of itself on its status page. */
export interface StatusPage {
  /** How bad Discord says it is; `null` when the page could not be read. */
  readonly indicator: 'none' | 'minor' | 'major' | 'critical' | null;
  /** What its people wrote about it, at most three titles; text by others. */
  readonly titles: readonly string[];
  /** Why it could not be read, short: `ENOTFOUND`, `HTTP 503`; `null` when it could. */
  readonly trouble: string | null;
}

/** Whether Discord's REST API answers this machine, asked without a token while the gateway gives trouble. */
export interface Reach {
  /** `none`: no answer at all. `error`: it answered, but with an error of its own. */
  readonly api: 'answers' | 'error' | 'none';
  /** `HTTP 503`, `ECONNREFUSED`; `null` when it answers. */
  readonly detail: string | null;
}
