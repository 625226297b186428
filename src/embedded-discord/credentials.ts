/** Decides whether a token is good, for REST and for the gateway alike. */
export class Credentials {
  /** While true no token is good: as if it had been reset in the developer portal. */
  areRejected = false;

  constructor(
    private current: string,
    /** Makes another token that looks alike. */
    private readonly another: () => string = () => current,
    /** Told of each token, the first and the new ones. */
    private readonly tell: (token: string) => void = () => undefined,
  ) {
    tell(current);
  }

  /** The token that is good now. */
  get token(): string {
    return this.current;
  }

  /** There is a new token, and the old one is wrong from now on. */
  rotate(): string {
    this.current = this.another();
    this.tell(this.current);
    return this.current;
  }

  /** @param token with or without the prefix `Bot`, both of which Discord's gateway takes */
  accept(token: unknown): boolean {
    return !this.areRejected && typeof token === 'string' && token.replace(/^Bot /, '') === this.current;
  }
}
