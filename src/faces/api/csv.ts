/** Spreadsheets take a field that begins so for a formula. https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r]/;

/** Rows as CSV (RFC 4180) with a line of names; what would be a formula is made text. `null` is an empty field. */
export function csv(rows: readonly object[]): string {
  const [first] = rows;
  if (!first) return '';
  const names = Object.keys(first);
  const lines = rows.map((row) => names.map((name) => field((row as Record<string, unknown>)[name])).join(','));
  return [names.join(','), ...lines, ''].join('\r\n');
}

function field(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
