import type { RefusalReason, SignInRefused } from '../../../auth/sign-in-refused.js';

/** What somebody may read who tried to sign in and is not. */
export interface SignInNote {
  /** HTTP status. */
  readonly code: number;
  readonly title: string;
  readonly text: string;
  /** Somebody whom Discord knows and we do not. */
  readonly stranger?: { readonly id: string; readonly name: string } | null;
}

export const usedUpLink: SignInNote = {
  code: 403,
  title: 'This link does not work any more.',
  text: 'Each link works once, and for 15 minutes. For a new one run: npm run signin-link',
};

const notes: Readonly<Record<RefusalReason, SignInNote>> = {
  state: {
    code: 400,
    title: 'This sign-in did not begin in this browser, or took too long.',
    text: 'Begin again here: it works once, and for ten minutes.',
  },
  denied: { code: 403, title: 'You said no at Discord.', text: 'So Shardwatch does not know who you are.' },
  code: {
    code: 400,
    title: 'Discord did not accept this sign-in.',
    text: 'Begin again. If it lasts: is DISCORD_CLIENT_SECRET right, and is the redirect of PUBLIC_URL in the Developer Portal?',
  },
  busy: { code: 503, title: 'Discord has too many requests from here.', text: 'Try again in a minute.' },
  discord: { code: 503, title: 'Discord does not answer.', text: 'Try again in a moment.' },
  stranger: { code: 403, title: 'This account has no role here.', text: '' },
};

/** Why nobody was signed in, in words for the person before the screen. */
export function noteOf({ reason, stranger }: Pick<SignInRefused, 'reason' | 'stranger'>): SignInNote {
  return { ...notes[reason], stranger };
}
