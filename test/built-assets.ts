import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Before all tests: what pages load is built from the sources as they are now. */
export default function buildAssets(): void {
  const build = join(import.meta.dirname, '../scripts/build.mjs');
  execFileSync(process.execPath, [build, '--assets', '--when-needed'], { stdio: 'inherit' });
}
