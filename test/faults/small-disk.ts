import { spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, rmdirSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const canMount = probe();

/** Only an administrator may mount; a machine that sets CI must be able to. */
export const isWithoutMount = !canMount && !process.env['CI'];
export const onSmallDisk = isWithoutMount ? 'on a small disk (skipped: needs root and mount)' : 'on a small disk';

function probe(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'shardwatch-disk-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0;
  if (isMounted) spawnSync('umount', [folder]);
  rmdirSync(folder);
  return isMounted;
}

/** A disk in memory that is soon full. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'shardwatch-disk-'));

  constructor(megabytes: number) {
    must('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.folder]);
  }

  private get filler(): string {
    return join(this.folder, 'filler');
  }

  /** Leaves no room for anything. */
  fill(): void {
    const file = openSync(this.filler, 'a');
    for (const bytes of [65_536, 4_096, 1]) writeUntilFull(file, Buffer.alloc(bytes));
    closeSync(file);
  }

  /** Gives the room back. */
  empty(): void {
    rmSync(this.filler);
  }

  /** Nothing may be writing just now. */
  setReadOnly(isReadOnly: boolean): void {
    must('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, this.folder]);
  }

  remove(): void {
    must('umount', ['--lazy', this.folder]);
    rmdirSync(this.folder);
  }
}

function writeUntilFull(file: number, bytes: Buffer): void {
  try {
    for (;;) writeSync(file, bytes);
  } catch {
    fsyncSync(file);
  }
}

function must(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command}: ${stderr}`);
}
