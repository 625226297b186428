import type { Status } from '../../../model/status.js';
import { unbroken } from '../../format.js';
import { type Chip, verdictChip } from '../parts/chips.js';
import { type Moment, moment } from '../parts/moment.js';

/** What went wrong with one request. */
export interface Failure {
  /** HTTP status. */
  readonly code: number;
  readonly requestId: string;
  /** e.g. `GET /nowhere` */
  readonly request: string;
  /** Seconds after which it may be tried again; `null` where waiting does not help. */
  readonly retryAfterS: number | null;
  /** Whether the form that was sent is from a page of another session. */
  readonly isOldForm: boolean;
}

/** All that `views/pages/error.hbs` may know: nothing of the error itself, which stays in the log. */
export interface ErrorView extends Failure {
  readonly title: string;
  readonly text: string;
  /** `null` for whoever may not know. */
  readonly bot: (Chip & { readonly sentence: string }) | null;
  readonly time: Moment;
  readonly isOurs: boolean;
}

/** @param isSeen whether whoever asked may know how the bot is */
export function errorView(failure: Failure, status: Status, isSeen: boolean): ErrorView {
  return {
    ...failure,
    ...wordsFor(failure),
    bot: isSeen ? { ...verdictChip(status.verdict), sentence: unbroken(status.sentence) } : null,
    time: { ...moment('clock', status.at, status.at), text: utcText(status.at) },
    isOurs: failure.code >= 500,
  };
}

/** What to do about too many requests, for people and programs alike. */
export function waitText(retryAfterS: number | null): string {
  return `Try again in ${retryAfterS === null ? 'a minute' : `${retryAfterS} s`}.`;
}

function wordsFor({ code, retryAfterS, isOldForm }: Failure): { title: string; text: string } {
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
  if (isOldForm) {
    return {
      title: 'This page is too old',
      text: 'Nothing was done, and the bot is not affected. You have signed in again since the page was loaded. Go back, load the page again, and send it once more.',
    };
  }
  if (code === 403) {
    return {
      title: 'You may not do this',
      text: 'The bot is not affected. Your role allows less than this needs, or the request came from another site.',
    };
  }
  if (code === 413) {
    return {
      title: 'This is too much at once',
      text: 'The bot is not affected, and nothing was done. A form may have 64 KB.',
    };
  }
  if (code === 429) {
    const text = `The bot is not affected. Too much came from your address in a short time. ${waitText(retryAfterS)}`;
    return { title: 'Too many requests', text: unbroken(text) };
  }
  return {
    title: 'This request was not accepted',
    text: 'The bot is not affected. Something about the request was not as it should be.',
  };
}

function utcText(at: number): string {
  return new Date(at).toUTCString().replace('GMT', 'UTC');
}
