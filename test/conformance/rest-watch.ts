import type { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { Specification, isSkipped, readSpecification } from './specification.js';
import { operationOf, zodProblemsWith } from './zod-specification.js';

/** Holds every answer that a client gets from REST against Discord's specification. */
export class RestWatch {
  /** What is wrong, one line each. */
  readonly problems: string[] = [];
  /** Answers that were judged; 0 without the specification. */
  judged = 0;
  private readonly paths: readonly (readonly [path: string, pattern: RegExp])[];

  constructor(discord: EmbeddedDiscord) {
    // The schemas of the npm package are always there.
    discord.watchRest(({ method, path, status, body }) => {
      const operation = operationOf(method, path);
      if (operation !== null) this.problems.push(...zodProblemsWith(operation, status, body));
    });
    if (isSkipped) {
      this.paths = [];
      return;
    }
    const { paths } = readSpecification('openapi.json') as { readonly paths: Record<string, unknown> };
    // Those with fewer names in them fit better: `/messages/@original` is not just any message.
    const byNames = Object.keys(paths).sort((a, b) => a.split('{').length - b.split('{').length);
    this.paths = byNames.map((path) => [path, new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`)]);
    const judge = new Specification();
    discord.watchRest(({ method, path, status, body }) => {
      const known = this.paths.find(([, pattern]) => pattern.test(decodeURIComponent(path)))?.[0];
      if (known === undefined) return void this.problems.push(`${method} ${path} is not in the specification`);
      this.judged += 1;
      this.problems.push(...judge.problemsWith(`${method} ${known}`, status, body));
    });
  }

  /** Whether anything was seen at all, so that silence is not taken for praise. */
  get isIdle(): boolean {
    return !isSkipped && this.judged === 0;
  }
}
