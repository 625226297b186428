/** Decides whether a token is good, for REST and for the gateway alike. */
export class Credentials {
  /** While true no token is good: as if it had been reset in the developer portal. */
  areRejected = false;

  constructor(private readonly token: string) {}

  /** @param token with or without the prefix `Bot`, both of which Discord's gateway takes */
  accept(token: unknown): boolean {
    return !this.areRejected && typeof token === 'string' && token.replace(/^Bot /, '') === this.token;
  }
}
