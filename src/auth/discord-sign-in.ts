import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Unavailable } from '../model/errors.js';
import { SignInBook } from '../store/sign-in.book.js';
import type { Known } from './arrivals.js';
import { DiscordOAuth2 } from './discord-oauth2.js';
import { Roles } from './roles.js';
import { hashOf, newSecret } from './secret.js';
import { SignInRefused } from './sign-in-refused.js';

/** Milliseconds that somebody may take at Discord. */
export const ATTEMPT_LASTS_MS = 10 * 60_000;
/** Bytes. */
const STATE_BYTES = 16;
/** What Discord may send back; all else is not looked at. */
const WORD = /^[\w-]{1,512}$/;

/** How somebody comes back from Discord. */
export interface Return {
  /** The query as it came: anybody may have written it. */
  readonly query: Readonly<Record<string, unknown>>;
  /** What the browser keeps; `null` when it keeps nothing. */
  readonly browserSecret: string | null;
}

/** Signs people in by their account at Discord. */
@Injectable()
export class DiscordSignIn {
  constructor(
    private readonly oauth2: DiscordOAuth2,
    private readonly book: SignInBook,
    private readonly roles: Roles,
  ) {}

  get isOn(): boolean {
    return this.oauth2.isOn;
  }

  /**
   * Where somebody begins who came by another name of this machine: Discord sends them back to PUBLIC_URL, and there their
   * browser would not have the cookie of that name.
   *
   * @returns `null` when they came by the right one
   */
  detour(hostname: string, next: string): string | null {
    const { home } = this.oauth2;
    if (new URL(home).hostname === hostname.toLowerCase()) return null;
    return `${home}/signin/discord?next=${encodeURIComponent(next)}&moved=yes`;
  }

  /**
   * Begins it.
   *
   * @returns where the browser goes, and a secret that it keeps: only this browser can come back with the state
   * @throws {SignInRefused} when Discord does not answer
   */
  async begin(next: string, now = Date.now()): Promise<{ readonly page: string; readonly browserSecret: string }> {
    const [state, browserSecret, verifier] = [newSecret(STATE_BYTES), newSecret(), newSecret()];
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const page = await this.trying(() => this.oauth2.pageFor({ state, challenge }));
    const hashes = { stateHash: hashOf(state), browserHash: hashOf(browserSecret) };
    await this.book.addAttempt({ ...hashes, verifier, next, endsAt: now + ATTEMPT_LASTS_MS }, now);
    return { page, browserSecret };
  }

  /** Ends it. @throws {SignInRefused} with the reason; nobody is signed in then */
  async finish({ query, browserSecret }: Return, now = Date.now()): Promise<{ readonly known: Known; next: string }> {
    const state = word(query['state']);
    // Whoever comes with it: it is spent now.
    const attempt = state === null ? null : await this.book.takeAttempt(hashOf(state), now);
    if (!attempt || browserSecret === null || attempt.browserHash !== hashOf(browserSecret))
      throw new SignInRefused('state');
    if (query['error'] !== undefined) throw new SignInRefused('denied');
    const code = word(query['code']);
    if (code === null) throw new SignInRefused('code');
    const known = await this.trying(() => this.knownBy(code, attempt.verifier));
    return { known, next: attempt.next };
  }

  private async knownBy(code: string, verifier: string): Promise<Known> {
    const person = await this.oauth2.personBehind(code, verifier);
    const role = await this.roles.of(person.id);
    if (role === null) throw new SignInRefused('stranger', { stranger: person });
    return { kind: 'person', personId: person.id, name: person.name, role };
  }

  /** Discord that does not say whose bot this is cannot say either who came. */
  private async trying<T>(go: () => Promise<T>): Promise<T> {
    try {
      return await go();
    } catch (error) {
      throw error instanceof Unavailable ? new SignInRefused('discord', { cause: error }) : error;
    }
  }
}

/** One word of the query: neither a list nor anything that Discord never sends. */
function word(value: unknown): string | null {
  return typeof value === 'string' && WORD.test(value) ? value : null;
}
