import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const library = readdirSync('/usr/lib')
  .map((folder) => join('/usr/lib', folder, 'faketime/libfaketimeMT.so.1'))
  .find((path) => existsSync(path));

/** Only a library that stands before the system's can set a clock for one program alone; a machine that sets CI must have it. */
export const isWithoutFaketime = library === undefined && !process.env['CI'];
export const onSettableClock = isWithoutFaketime
  ? 'that can be set (skipped: apt install faketime)'
  : 'that can be set';

/** The wall clock of one program, which may be set while it runs. Its monotonic clock runs on evenly, as a real one does. */
export class SettableClock {
  private readonly folder = mkdtempSync(join(tmpdir(), 'shardwatch-clock-'));
  private readonly file = join(this.folder, 'offset');

  constructor() {
    if (library === undefined) throw new Error('There is no libfaketime: apt install faketime');
    this.set('+0');
  }

  /** What the program needs in its environment. */
  readonly env: Record<string, string> = {
    LD_PRELOAD: library ?? '',
    FAKETIME_TIMESTAMP_FILE: this.file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };

  /** @param offset from the true time, such as `+1h`, `-1h` or `+1d` */
  set(offset: string): void {
    writeFileSync(this.file, offset);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
