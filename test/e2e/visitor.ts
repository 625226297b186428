import { type Shardwatch, waitFor } from './start.js';

let visitors = 0;

/** A browser as far as signing in is concerned: it keeps cookies, says that it wants pages, and follows nothing. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  /** What the last answer set, to the letter. */
  setCookies: readonly string[] = [];
  /** Where it says to a trusted proxy that it comes from: no two share an address, and so its limits. */
  address = `198.18.${(visitors += 1) >> 8}.${visitors & 255}`;

  constructor(private readonly app: Pick<Shardwatch, 'url'>) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(path, { headers });
  }

  /** Sends a form, with the token that pages of its session have. */
  async post(path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Response> {
    const body = new URLSearchParams({ ...(await this.token()), ...form });
    return this.send(path, { method: 'POST', body, headers });
  }

  /** What is hidden in each form; nothing for whoever is not signed in. */
  async token(): Promise<{ csrf?: string }> {
    if (this.cookie === '') return {};
    const csrf = /name="csrf" value="([\w-]+)"/.exec(await (await this.get('/')).text())?.[1];
    return csrf === undefined ? {} : { csrf };
  }

  async send(path: string, init: RequestInit): Promise<Response> {
    const common = { accept: 'text/html', cookie: this.cookie, 'x-forwarded-for': this.address };
    const headers = { ...common, ...(init.headers as Record<string, string>) };
    const response = await fetch(this.app.url + path, { redirect: 'manual', ...init, headers });
    this.setCookies = response.headers.getSetCookie();
    for (const line of this.setCookies) this.keep(line);
    return response;
  }

  /** What it would send. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  set cookie(value: string) {
    this.cookies.clear();
    for (const part of value.split('; ').filter(Boolean)) this.keep(part);
  }

  /** A stream that stands open. `ended` resolves when the other side ends it. */
  async stream(path: string): Promise<{ readonly status: number; readonly ended: Promise<void> }> {
    const response = await this.get(path, { accept: 'text/event-stream' });
    const read = async () => {
      try {
        for await (const chunk of response.body ?? []) void chunk;
      } catch {
        // A connection that is cut is an end as well.
      }
    };
    return { status: response.status, ended: read() };
  }

  private keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** The path of the link that the program prints at its start. */
export async function printedLink(app: Shardwatch): Promise<string> {
  return waitFor(() => /Sign in \(once[^"]*?(\/signin\/link\/[\w-]+)/.exec(app.output())?.[1], app);
}

/** Somebody who has used the link of the log. */
export async function signedIn(app: Shardwatch): Promise<Visitor> {
  const visitor = new Visitor(app);
  const answer = await visitor.post(await printedLink(app));
  if (answer.status !== 303) throw new Error(`The link was answered with ${answer.status}`);
  return visitor;
}
