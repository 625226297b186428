import { createHash } from 'node:crypto';

/** Whom a fault hits: these ids, a share of all, or everybody when neither is said. */
export interface Share {
  readonly ids: readonly string[] | null;
  /** 0 to 1. */
  readonly share: number | null;
}

/** Whether an id is hit. Which ids are in a share depends on the ids alone, so that it is the same each time. */
export function isHit(id: string, { ids, share }: Share): boolean {
  if (ids !== null) return ids.includes(id);
  if (share === null) return true;
  return createHash('sha256').update(id).digest().readUInt32BE(0) < share * 2 ** 32;
}
