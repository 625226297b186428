/** Rows in one statement; SQLite takes 32,766 values. */
const ROWS_AT_ONCE = 500;

/** Rows in the portions in which they are written. */
export function inSlices<T>(rows: readonly T[]): readonly T[][] {
  return Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, at) =>
    rows.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE),
  );
}
