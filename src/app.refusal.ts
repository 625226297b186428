import { InvalidSettings } from './config/environment.js';
import { redactor } from './config/redact.js';
import { Conflict } from './model/errors.js';

/** Exit codes of sysexits.h. */
const EX_TEMPFAIL = 75;
const EX_CONFIG = 78;

/** Ends a start that cannot succeed: with what is wrong in plain words, and no stack trace where we know the reason. */
export function refuse(error: unknown): void {
  const { words, code } = reasonOf(error);
  process.stderr.write(`${redactor([])(words)}\n`);
  process.exit(code);
}

function reasonOf(error: unknown): { words: string; code: number } {
  if (error instanceof InvalidSettings) {
    const list = error.reasons.map((reason) => `  - ${reason}`).join('\n');
    return {
      words: `Shardwatch cannot start with these settings:\n${list}\n.env.example explains each.`,
      code: EX_CONFIG,
    };
  }
  if (error instanceof Conflict) return { words: error.message, code: EX_TEMPFAIL };
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') {
    return { words: `Port ${port} is in use by another program. Stop it, or set another PORT.`, code: 1 };
  }
  if (code === 'EACCES') return { words: `Port ${port} may not be used by this user. Set another PORT.`, code: 1 };
  return { words: `Shardwatch could not start: ${error instanceof Error ? error.stack : String(error)}`, code: 1 };
}
