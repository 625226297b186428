/**
 * Builds `dist/`: the program with the Nest CLI and then as one bundle, and in `dist/assets` what browsers load. With
 * `--when-needed` each is left as it is while it is newer than its sources, so that `npm start` costs no build the
 * second time. With `--assets` only what browsers load is built.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const assets = join(dist, 'assets');

const program = {
  stamp: join(dist, '.built'),
  // `npm run dev` puts a program without a bundle there: then its first file is newer than the stamp.
  sources: ['package-lock.json', 'nest-cli.json', '.swcrc', 'tsconfig.json', 'src', 'scripts/bundle', 'dist/main.js'],
  build: buildProgram,
};
const forBrowsers = {
  stamp: join(assets, '.vite', 'manifest.json'),
  sources: ['package-lock.json', 'public', 'views', 'src/faces/web', 'scripts/assets'],
  // Only where it is needed: an installation that only runs the program has none of the tools.
  build: async () => (await import('./assets/build-assets.mjs')).buildAssets(root, assets),
};

async function buildProgram() {
  mkdirSync(dist, { recursive: true });
  for (const name of readdirSync(dist)) if (name !== 'assets') rmSync(join(dist, name), { recursive: true });
  const cli = fileURLToPath(import.meta.resolve('@nestjs/cli/bin/nest.js'));
  const { status } = spawnSync(process.execPath, [cli, 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
  await (await import('./bundle/build-bundle.mjs')).buildBundle(root, dist);
  writeFileSync(program.stamp, '');
}

/** The file or folder, and all that is in it. */
function below(path) {
  const whole = join(root, path);
  if (!existsSync(whole)) return [];
  const inside = statSync(whole).isDirectory() ? readdirSync(whole, { recursive: true }) : [];
  return [whole, ...inside.map((name) => join(whole, name))];
}

function isBuilt({ stamp, sources }) {
  if (!existsSync(stamp)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return sources.flatMap(below).every((path) => statSync(path).mtimeMs <= builtAt);
}

const wanted = process.argv.includes('--assets') ? [forBrowsers] : [program, forBrowsers];
const due = wanted.filter((part) => !process.argv.includes('--when-needed') || !isBuilt(part));
if (due.length > 0) process.stderr.write('Building Shardwatch\n');
for (const part of due) await part.build();
