import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LibsqlPlace } from '../../src/store/libsql.place.js';
import type { Place } from '../../src/store/place.js';
import { PostgresPlace } from '../../src/store/postgres.place.js';
import { isWithoutPostgres, onPostgres, postgres } from './postgres.js';

/** A kind of store that the contracts are run on. */
export interface Kind {
  readonly title: string;
  readonly isSkipped: boolean;
  /** What `Store.kept` says. */
  readonly kept: 'file' | 'database';
  /** A place that nobody has used yet. */
  readonly fresh: () => Promise<Grounds>;
}

/** Where one test is at work. */
export interface Grounds {
  /** The place, as a process finds it that is started there: a new one each time, always the same store. */
  place(): Place;
  clear(): void;
}

let botId = 0;

const libsql: Kind = {
  title: 'on libsql',
  isSkipped: false,
  kept: 'file',
  fresh: () => {
    const folder = mkdtempSync(join(tmpdir(), 'shardwatch-contract-'));
    const clear = () => rmSync(folder, { recursive: true, force: true });
    return Promise.resolve({ place: () => new LibsqlPlace(folder, '1'), clear });
  },
};

const postgresql: Kind = {
  title: onPostgres,
  isSkipped: isWithoutPostgres,
  kept: 'database',
  fresh: async () => {
    const server = await postgres();
    botId += 1;
    const id = String(botId);
    const clear = () => void server.sql(`drop schema if exists shardwatch_${id} cascade`);
    return { place: () => new PostgresPlace(server.url(), id), clear };
  },
};

export const kinds: readonly Kind[] = [libsql, postgresql];
