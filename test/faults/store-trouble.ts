import Database from 'libsql';
import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import type { Lives } from './lives.js';

const NOT_KEPT = /(What happens now is not kept|Nothing is kept over a restart): [^<]+/;

/** What the Status page says of the store; `null` while it is well. */
async function complaintOf(lives: Lives): Promise<string | null> {
  const page = await (await fetch(`${lives.app.url}/status`)).text();
  return NOT_KEPT.exec(page)?.[0].replaceAll('\u00a0', ' ') ?? null;
}

/** Resolves with what the Status page says of the store, once it says something. */
export const complains = (lives: Lives) => lives.until(() => complaintOf(lives));

/** Resolves once the Status page has nothing to say of the store. */
export const isWell = (lives: Lives) => lives.until(async () => (await complaintOf(lives)) === null);

/** Flips bytes of all pages of a store but the first, which says what the file is. */
export function flip(lives: Lives): void {
  lives.inStore('PRAGMA wal_checkpoint(TRUNCATE)');
  const file = openSync(lives.store, 'r+');
  for (let at = 4_096; at < statSync(lives.store).size; at += 512) writeSync(file, Buffer.alloc(64, 0xa5), 0, 64, at);
  closeSync(file);
}

/** The same while a process has it open: somebody else writes, so that it looks at the file and not at what it remembers. */
export function flipUnderProcess(lives: Lives): void {
  flip(lives);
  const tool = new Database(lives.store);
  tool.exec('PRAGMA user_version = 7');
  tool.close();
}

/** Damaged stores that are kept. */
export function asides(lives: Lives): readonly string[] {
  return readdirSync(lives.dataDir).filter((name) => /\.damaged-\d+\.db$/.test(name));
}
