import { HttpException } from '@nestjs/common';
import { WrongKey } from '../../../auth/wrong-key.js';
import { type Failure, waitText } from './error.view.js';

const SIGN_IN = 'Sign in first, or send an API key as "Authorization: Bearer <key>".';

const words: Readonly<Record<number, string>> = {
  401: SIGN_IN,
  404: 'There is nothing at this address.',
  413: 'A body may have 64 KB.',
  415: 'The body is of a kind that is not understood here. Send JSON.',
};

/** What is wrong, for programs. Of an error of ours only the request id leaves the house. */
export function problemWords(error: unknown, { code, retryAfterS }: Pick<Failure, 'code' | 'retryAfterS'>): string {
  if (code >= 500) return 'Shardwatch failed to answer. The log has the reason under this request id.';
  if (code === 429) return waitText(retryAfterS);
  if (error instanceof WrongKey) return error.message;
  if (code === 400) return `The request cannot be read: ${error instanceof Error ? error.message : 'unknown error'}.`;
  const isSaid = error instanceof HttpException && error.getStatus() === code && words[code] === undefined;
  return isSaid ? error.message : (words[code] ?? 'The request was not accepted.');
}
