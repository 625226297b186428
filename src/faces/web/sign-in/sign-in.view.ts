import type { Who } from '../../../model/who.js';
import type { Status } from '../../../model/status.js';
import type { SignInNote } from './sign-in.notes.js';

/** All that `views/pages/signin.hbs` may know. */
export interface SignInView {
  readonly botName: string | null;
  readonly next: string;
  /** The same for the query of an address. */
  readonly nextQuery: string;
  readonly hasDiscord: boolean;
  readonly hasLinks: boolean;
  readonly isDemo: boolean;
  /** Whether something is to be seen without signing in. */
  readonly isPublic: boolean;
  readonly note: SignInNote | null;
  /** Who is signed in already; `null` for nobody. */
  readonly signedIn: { readonly name: string; readonly role: string } | null;
}

/** What the page is made of. */
export type SignInFacts = Omit<SignInView, 'botName' | 'signedIn' | 'nextQuery'> & {
  readonly status: Status;
  readonly who: Who;
};

export function signInView({ status, who, ...rest }: SignInFacts): SignInView {
  const { role, name } = who;
  return {
    ...rest,
    nextQuery: encodeURIComponent(rest.next),
    // Whoever may see nothing learns no name either.
    botName: rest.isPublic ? (status.snapshot.application?.user.name ?? null) : null,
    signedIn: role === null ? null : { name, role },
  };
}
