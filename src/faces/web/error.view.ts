import type { Status } from '../../model/status.js';
import { unbroken } from '../format.js';
import { type Chip, verdictChip } from './chips.js';
import { type Moment, moment } from './moment.js';

/** What went wrong with one request. */
export interface Failure {
  /** HTTP status. */
  readonly code: number;
  readonly requestId: string;
  /** e.g. `GET /nowhere` */
  readonly request: string;
}

/** All that `views/pages/error.hbs` may know: nothing of the error itself, which stays in the log. */
export interface ErrorView extends Failure {
  readonly title: string;
  readonly text: string;
  readonly bot: Chip & { readonly sentence: string };
  readonly time: Moment;
  readonly isOurs: boolean;
}

export function errorView(failure: Failure, status: Status): ErrorView {
  return {
    ...failure,
    ...wordsFor(failure.code),
    bot: { ...verdictChip(status.verdict), sentence: unbroken(status.sentence) },
    time: { ...moment('clock', status.at, status.at), text: utcText(status.at) },
    isOurs: failure.code >= 500,
  };
}

function wordsFor(code: number): { title: string; text: string } {
  if (code >= 500) {
    return {
      title: 'This page broke, the bot did not',
      text: 'Shardwatch failed while it drew this page. The bot goes on working. Nothing you did caused this and nothing was changed.',
    };
  }
  if (code === 404) {
    return {
      title: 'There is no such page',
      text: 'The bot is not affected. The address may be mistyped.',
    };
  }
  return {
    title: 'This request was not accepted',
    text: 'The bot is not affected. Something about the request was not as it should be.',
  };
}

function utcText(at: number): string {
  return new Date(at).toUTCString().replace('GMT', 'UTC');
}
