import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Route, allRoutes } from '../routes.js';
import type { Place } from './secret-search.js';
import { type Shardwatch, waitFor } from './start.js';

/** What the parameters of routes are filled with. */
const ACTIONS = ['reconnect', 'reconnecting', 'presence', 'log-level', 'maintenance', 'leave', 'sync'];
const DOCS = [
  '/api/docs',
  '/api/docs-json',
  '/no/such/page',
  '/api/no/such/answer',
  '/actions/nothing',
  '/audit/999999',
];

type Headers = Readonly<Record<string, string>>;

/** Goes everywhere, and keeps all that comes out. */
export class Walk {
  readonly places: Place[] = [];
  private readonly ending = new AbortController();
  private readonly streams: { readonly name: string; text: string }[] = [];

  /** Asks for every page and every answer. @param as says in whose name, for the reader of a failure */
  async everywhere(app: Shardwatch, as: string, headers: Headers): Promise<void> {
    const paths = allRoutes().filter(({ method, isStream }) => method === 'GET' && !isStream);
    for (const path of [...paths.flatMap(addressesOf), ...DOCS]) {
      await this.ask(app, path, { headers: { accept: 'text/html', ...headers } }, as);
    }
  }

  /** One question. @returns its answer, of which the cookies alone are not kept */
  async ask(app: Shardwatch, path: string, init: RequestInit, as = ''): Promise<string> {
    const response = await fetch(app.url + path, { redirect: 'manual', ...init });
    const headers = [...response.headers].filter(([name]) => name !== 'set-cookie');
    const text = await response.text();
    this.keep(`${init.method ?? 'GET'} ${path} ${as}`, JSON.stringify(headers) + text);
    return text;
  }

  /** Opens every stream, and leaves them open. */
  listen(app: Shardwatch, headers: Headers): void {
    for (const path of allRoutes()
      .filter(({ isStream }) => isStream)
      .flatMap(addressesOf)) {
      const stream = { name: `stream ${path}`, text: '' };
      this.streams.push(stream);
      void this.read(app.url + path, headers, stream);
    }
  }

  /** Resolves once every stream that is one has said something; then they are closed. */
  async hearOut(app: Shardwatch): Promise<void> {
    await waitFor(() => this.streams.every(({ text }) => text !== ''), app);
    this.ending.abort();
    for (const { name, text } of this.streams) this.keep(name, text);
  }

  /** One of the program's own commands. @returns what it printed */
  run(command: string, words: readonly string[], env: Headers): Promise<string> {
    const program = join(import.meta.dirname, `../../dist/cli/${command}.js`);
    return new Promise((resolve) => {
      const options = { env: { PATH: process.env['PATH'], ...env }, cwd: tmpdir() };
      execFile(process.execPath, [program, ...words], options, (_error, out, err) => resolve(out + err));
    });
  }

  /** The bytes of every file in a folder, and below it. */
  keepFiles(folder: string): void {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile()) this.keep(`file ${entry.name}`, readFileSync(path, 'utf8') + readFileSync(path, 'latin1'));
    }
  }

  keep(name: string, text: string): void {
    this.places.push({ name, text });
  }

  private async read(url: string, headers: Headers, stream: { text: string }): Promise<void> {
    try {
      const init = { headers: { accept: 'text/event-stream', ...headers }, signal: this.ending.signal };
      const response = await fetch(url, init);
      for await (const chunk of response.body ?? []) stream.text += Buffer.from(chunk as Uint8Array).toString();
    } catch {
      // It ends with the process, or with the test.
    }
  }
}

function addressesOf({ path }: Route): readonly string[] {
  if (path.endsWith('actions/:name')) return ACTIONS.map((name) => path.replace(':name', name));
  return [path.replace(/[:*](\w+)/g, '1')];
}
