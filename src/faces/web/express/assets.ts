import type { RequestHandler } from 'express';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sirv from 'sirv';

/** A file as the build notes it (https://vite.dev/guide/backend-integration). */
interface Built {
  readonly file: string;
}

const SOURCE = /^public\/(\w+)\.\w+$/;

/** Where pages find style sheets, scripts and icons. */
export class Assets {
  private constructor(
    private readonly dir: string,
    private readonly files: ReadonlyMap<string, string>,
  ) {}

  /**
   * @param dir what scripts/assets has built
   * @throws {Error} when nothing is built there
   */
  static in(dir: string): Assets {
    const manifest = JSON.parse(manifestIn(dir)) as Record<string, Built>;
    const named = Object.entries(manifest).flatMap(([source, { file }]) => {
      const name = SOURCE.exec(source)?.[1];
      return name ? [[name, file] as const] : [];
    });
    return new Assets(dir, new Map(named));
  }

  /**
   * The path of each file by its name in public/, without the extension: `{ site: '/assets/site.3fa8c1d2.css' }`.
   *
   * @param base the path under which the reader came
   */
  paths(base: string): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.files].map(([name, file]) => [name, `${base}/assets/${file}`]));
  }

  /**
   * Answers what is below `/assets`. A name changes with the content, so a browser keeps each file for good; each was
   * compressed when it was built.
   */
  serve(): RequestHandler {
    return sirv(this.dir, {
      etag: true,
      gzip: true,
      brotli: true,
      setHeaders: (response) => response.setHeader('Cache-Control', 'public, max-age=31536000, immutable'),
    });
  }
}

function manifestIn(dir: string): string {
  try {
    return readFileSync(join(dir, '.vite', 'manifest.json'), 'utf8');
  } catch (cause) {
    throw new Error('The style sheets and scripts are not built yet: npm run build', { cause });
  }
}
