import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that has `package.json`, `views` and `dist`; the same from the sources, from `dist` and from a bundle in it. */
export const INSTALLATION = above(import.meta.dirname);

function above(folder: string): string {
  const parent = dirname(folder);
  return existsSync(join(folder, 'package.json')) || parent === folder ? folder : above(parent);
}
