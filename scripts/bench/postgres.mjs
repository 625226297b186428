/** A PostgreSQL to measure on: that of DATABASE_URL, or the one that the tests start from Debian's programs. */
import { transformFile } from '@swc/core';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { here } from './children.mjs';

/** Address of a database; `null` where there is none. */
export async function postgresUrl() {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const { isWithoutPostgres, postgres } = await theTestsOwn();
  return isWithoutPostgres ? null : (await postgres()).url();
}

/** The tests are in TypeScript, which node does not read. */
async function theTestsOwn() {
  const { code } = await transformFile(here('../../test/contracts/postgres.ts'), {
    ...{ configFile: false, swcrc: false, module: { type: 'es6' } },
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  });
  const folder = mkdtempSync(join(tmpdir(), 'shardwatch-bench-'));
  const file = join(folder, 'postgres.mjs');
  writeFileSync(file, code);
  try {
    return await import(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
