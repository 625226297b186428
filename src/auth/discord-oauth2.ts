import { Injectable } from '@nestjs/common';
import { AuthSettings } from '../config/auth.settings.js';
import { DiscordConnection } from '../config/connection.js';
import { type Owner, Owners, personOf } from './owners.js';
import { PublicAddress } from './public-address.js';
import { SignInRefused } from './sign-in-refused.js';

/** Milliseconds for each answer of Discord. */
const ANSWER_WITHIN_MS = 10_000;
const TOO_MANY = 429;

/** What goes along with somebody who is sent to Discord: https://docs.discord.com/developers/topics/oauth2 */
export interface Departure {
  readonly state: string;
  /** SHA-256 of the verifier (PKCE), as base64url. */
  readonly challenge: string;
}

interface Token {
  readonly access_token?: string;
}

/** Speaks OAuth2 with Discord: sends people there, and asks who came back. No token is kept. */
@Injectable()
export class DiscordOAuth2 {
  constructor(
    private readonly settings: AuthSettings,
    private readonly connection: DiscordConnection,
    private readonly address: PublicAddress,
    private readonly owners: Owners,
  ) {}

  /** Whether people can sign in this way. */
  get isOn(): boolean {
    return this.settings.clientSecret !== undefined;
  }

  /** The address to which Discord sends people back; without a slash at its end. */
  get home(): string {
    return this.address.url;
  }

  /** Exactly as it stands in the Developer Portal: never made of what a request says. */
  get redirect(): string {
    return `${this.home}/signin/discord/back`;
  }

  /** Where a browser is sent. @throws {Unavailable} when Discord does not say which application this is */
  async pageFor({ state, challenge }: Departure): Promise<string> {
    const { apiUrl } = this.connection;
    const isDiscord = new URL(apiUrl).hostname === 'discord.com';
    const url = new URL(isDiscord ? 'https://discord.com/oauth2/authorize' : `${apiUrl}/oauth2/authorize`);
    const asked = {
      response_type: 'code',
      client_id: (await this.owners.now()).applicationId,
      redirect_uri: this.redirect,
      scope: 'identify',
      state,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    return url.href;
  }

  /**
   * The person for whom Discord gave out the code.
   *
   * @throws {SignInRefused} when Discord refuses it, or does not answer
   */
  async personBehind(code: string, verifier: string): Promise<Pick<Owner, 'id' | 'name'>> {
    const token = await this.exchange(code, verifier);
    const user = await this.ask('/users/@me', { headers: { authorization: `Bearer ${token}` } });
    if (!isUser(user)) throw new SignInRefused('discord');
    return personOf(user);
  }

  private async exchange(code: string, verifier: string): Promise<string> {
    const { applicationId } = await this.owners.now();
    const basic = Buffer.from(`${applicationId}:${this.settings.clientSecret ?? ''}`).toString('base64');
    const form = { grant_type: 'authorization_code', code, redirect_uri: this.redirect, code_verifier: verifier };
    const answer = await this.ask('/oauth2/token', {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams(form),
    });
    const { access_token: token } = answer as Token;
    if (typeof token !== 'string') throw new SignInRefused('discord');
    return token;
  }

  private async ask(path: string, init: RequestInit): Promise<unknown> {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    let response: Response;
    try {
      response = await fetch(`${this.connection.apiUrl}/v10${path}`, { ...init, redirect: 'error', signal });
    } catch (error) {
      throw new SignInRefused('discord', { cause: error });
    }
    if (response.status === TOO_MANY) throw new SignInRefused('busy');
    if (!response.ok) throw new SignInRefused(response.status < 500 ? 'code' : 'discord');
    try {
      return await response.json();
    } catch (error) {
      throw new SignInRefused('discord', { cause: error });
    }
  }
}

function isUser(value: unknown): value is Parameters<typeof personOf>[0] {
  const { id, username } = (value ?? {}) as Record<string, unknown>;
  return typeof id === 'string' && typeof username === 'string';
}
