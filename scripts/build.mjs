/**
 * Builds `dist/` with the Nest CLI. With `--when-needed` it does nothing while `dist/` is newer than every source,
 * so that `npm start` costs no build the second time.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'dist', '.built');
const inputs = ['package-lock.json', 'nest-cli.json', '.swcrc', 'tsconfig.json'];

const changedAt = (path) => statSync(join(root, path)).mtimeMs;
const sources = () => readdirSync(join(root, 'src'), { recursive: true }).map((path) => join('src', path));

function isBuilt() {
  if (!existsSync(stamp)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return [...inputs.filter((path) => existsSync(join(root, path))), 'src', ...sources()].every(
    (path) => changedAt(path) <= builtAt,
  );
}

if (!process.argv.includes('--when-needed') || !isBuilt()) {
  process.stderr.write('Building Shardwatch\n');
  const cli = fileURLToPath(import.meta.resolve('@nestjs/cli/bin/nest.js'));
  const { status } = spawnSync(process.execPath, [cli, 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, '');
}
