import type { LogDetail } from '../model/log-entry.js';

/** Lines of a stack that say where it happened. */
const STACK_LINES = 6;

/** What the event log keeps of an error: its words, its code, its cause, and where it happened. */
export function errorDetail(error: unknown): LogDetail {
  if (typeof error === 'string') return { error };
  if (!(error instanceof Error)) return {};
  const { code } = error as { readonly code?: unknown };
  return {
    error: error.message,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(error.cause instanceof Error ? { cause: error.cause.message } : {}),
    stack: error.stack?.split('\n').slice(0, STACK_LINES).join('\n') ?? '',
  };
}
