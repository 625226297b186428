import { Logger } from '@nestjs/common';
import { Kysely } from 'kysely';
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { InvalidSettings } from '../config/environment.js';
import { libsqlDialect } from './libsql.dialect.js';
import { migrate } from './migrate.js';
import type { Numbering } from './migrations.js';
import { type OnFailure, Place, failuresTo } from './place.js';
import type { Schema } from './schema.js';
import { codeOf, isDamage } from './store-error.js';
import { StoreLock } from './store-lock.js';

const NO_FOLDER = 'DATA_DIR is not a folder that can be written to';
/** What is kept in them is nobody's business but their owner's. */
const OWNER_ONLY = { file: 0o600, folder: 0o700 };
/** What SQLite keeps beside a file, and the file itself last. */
const PARTS = ['-wal', '-shm', ''];

/** One file for each bot in a folder, locked against a second process. */
export class LibsqlPlace extends Place {
  readonly kept = 'file';
  private readonly logger = new Logger('Store');
  private readonly path: string;
  private lock: StoreLock | null = null;

  /** @param botId snowflake; part of the file's name, so that the demo never mixes with a real bot */
  constructor(
    private readonly folder: string,
    botId: string,
  ) {
    super();
    this.path = join(folder, `shardwatch-${botId}`);
  }

  async open(onFailure: OnFailure): Promise<Kysely<Schema>> {
    try {
      makeFolder(this.folder);
      accessSync(this.folder, constants.W_OK | constants.X_OK);
      this.lock ??= StoreLock.take(`${this.path}.lock`);
    } catch (error) {
      throw isWrongFolder(error) ? new InvalidSettings([NO_FOLDER]) : error;
    }
    try {
      return await this.openFile(onFailure);
    } catch (error) {
      await this.close();
      throw isWrongFolder(error) ? new InvalidSettings([NO_FOLDER]) : error;
    }
  }

  private async openFile(onFailure: OnFailure): Promise<Kysely<Schema>> {
    keepToOwner(`${this.path}.db`);
    try {
      return await migrated(`${this.path}.db`, onFailure);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.setAside();
      keepToOwner(`${this.path}.db`);
      return migrated(`${this.path}.db`, onFailure);
    }
  }

  /** The system holds its lock. */
  look(): Promise<void> {
    return Promise.resolve();
  }

  setAside(): boolean {
    const aside = `${this.path}.damaged-${Date.now()}.db`;
    for (const part of PARTS)
      if (existsSync(`${this.path}.db${part}`)) renameSync(`${this.path}.db${part}`, `${aside}${part}`);
    this.logger.error(`The store was damaged. It is kept as ${aside}, and a new one begins.`);
    return true;
  }

  close(): Promise<void> {
    this.lock?.release();
    this.lock = null;
    return Promise.resolve();
  }

  wordsFor(error: unknown): { readonly reason: string; readonly advice: string } {
    return { reason: `the store cannot be written (${reasonOf(error)})`, advice: 'Look at DATA_DIR and its disk.' };
  }
}

export const libsqlNumbering: Numbering = (column) => column.autoIncrement();

/** @param path of a file, or `:memory:` */
export async function migrated(path: string, onFailure: OnFailure = () => undefined): Promise<Kysely<Schema>> {
  const db = new Kysely<Schema>({ dialect: libsqlDialect(path), log: failuresTo(onFailure) });
  try {
    await migrate({ db, numbering: libsqlNumbering, setting: 'DATA_DIR' });
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** Makes the file before SQLite does, which would let everybody read it; what it keeps beside it has the same mode. */
function keepToOwner(path: string): void {
  try {
    closeSync(openSync(path, 'a', OWNER_ONLY.file));
    for (const part of PARTS) if (existsSync(`${path}${part}`)) chmodSync(`${path}${part}`, OWNER_ONLY.file);
  } catch {
    // A disk may know no modes, or the file be another's; what cannot be opened at all says so in a moment.
  }
}

/** Level by level: Node's own `recursive` never comes back from a place such as /proc where nothing can be made. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new InvalidSettings([NO_FOLDER]);
    return;
  }
  makeFolder(dirname(resolve(folder)));
  mkdirSync(folder, OWNER_ONLY.folder);
}

function isWrongFolder(error: unknown): boolean {
  return ['EEXIST', 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(codeOf(error));
}

function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (/CANTOPEN|^ConnectionFailed/.test(code)) return 'its file cannot be opened';
  if (/FULL|ENOSPC/.test(code)) return 'the disk is full';
  if (code.startsWith('SQLITE_BUSY')) return 'another program holds its lock';
  if (isDamage(error)) return 'its file is damaged';
  if (code.startsWith('SQLITE_IOERR')) return 'the disk fails';
  return /READONLY|EROFS/.test(code) ? 'the disk is read-only' : code || 'for a reason in the log';
}
