import type { NestExpressApplication } from '@nestjs/platform-express';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

interface Package {
  readonly dir: string;
  readonly version: string;
}

function packageNamed(name: string): Package {
  const path = require.resolve(`${name}/package.json`);
  return { dir: dirname(path), version: (require(path) as Package).version };
}

/**
 * Serves style sheets, scripts and icons below `/assets/<version>/`, and nothing else of the packages they come from.
 * The version changes with what is served, so a browser may keep each file for good.
 *
 * @returns the path of that folder, without the base path of a proxy
 */
export function serveAssets(app: NestExpressApplication, publicDir: string): string {
  const bootstrap = packageNamed('bootstrap');
  const fontAwesome = packageNamed('@fortawesome/fontawesome-free');
  const uPlot = packageNamed('uplot');
  const path = `/assets/${hashOf(publicDir, bootstrap.version, fontAwesome.version, uPlot.version)}`;
  const serve = (folder: string, dir: string): unknown =>
    app.useStaticAssets(dir, { prefix: path + folder, immutable: true, maxAge: '1y', index: false, redirect: false });
  serve('/', publicDir);
  serve('/bootstrap/', join(bootstrap.dir, 'dist', 'css'));
  serve('/fontawesome/css/', join(fontAwesome.dir, 'css'));
  serve('/fontawesome/webfonts/', join(fontAwesome.dir, 'webfonts'));
  serve('/uplot/', join(uPlot.dir, 'dist'));
  return path;
}

function hashOf(publicDir: string, ...versions: readonly string[]): string {
  const hash = createHash('sha256').update(versions.join());
  for (const name of readdirSync(publicDir).sort()) hash.update(name).update(readFileSync(join(publicDir, name)));
  return hash.digest('hex').slice(0, 12);
}
