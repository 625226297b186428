import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLATION } from './installation.js';

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(join(INSTALLATION, 'package.json'), 'utf8')) as Manifest;

/** Version of Shardwatch. */
export const VERSION = manifest.version;

/** Version of discord.js; it is pinned exactly, so that what the manifest names is what runs. */
export const LIBRARY_VERSION = manifest.dependencies['discord.js'] ?? 'unknown';
