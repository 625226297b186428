import Database from 'libsql';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Incident } from '../../src/model/incident.js';

/** The incidents in the store of a folder as it is on the disk now, oldest first. */
export function incidentsIn(dataDir: string): readonly Incident[] {
  const name = readdirSync(dataDir).find((file) => file.endsWith('.db') && !file.includes('damaged'));
  if (!name) return [];
  const store = new Database(join(dataDir, name), { readonly: true });
  try {
    const rows = store.prepare('select data from incident order by id').all() as { data: string | ArrayBuffer }[];
    return rows.map(
      ({ data }) => JSON.parse(typeof data === 'string' ? data : Buffer.from(data).toString()) as Incident,
    );
  } finally {
    store.close();
  }
}
