import type { Owner } from './owners.js';

/**
 * Why nobody was signed in: `state` (the way back is not the one that began here, was used, or took too long), `denied`
 * (the person said no), `code` (Discord does not accept what came back), `busy` (Discord has had enough of us), `discord` (it
 * does not answer, or not in order), `stranger` (the person has no role here).
 */
export type RefusalReason = 'state' | 'denied' | 'code' | 'busy' | 'discord' | 'stranger';

/** Nobody was signed in. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';

  /** Whom Discord knows, and we do not. */
  readonly stranger: Pick<Owner, 'id' | 'name'> | null;

  constructor(
    readonly reason: RefusalReason,
    { cause, stranger = null }: { cause?: unknown; stranger?: SignInRefused['stranger'] } = {},
  ) {
    super(`Nobody was signed in (${reason})`, { cause });
    this.stranger = stranger;
  }
}
