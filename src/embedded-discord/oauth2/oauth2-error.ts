import type { Wire } from '../wire.js';

/** A refusal of the OAuth2 endpoints, which do not speak like the rest of Discord: https://datatracker.ietf.org/doc/html/rfc6749#section-5.2 */
export class OAuth2Error extends Error {
  override readonly name = 'OAuth2Error';

  constructor(
    /** E.g. `invalid_grant`. */
    readonly code: string,
    readonly description: string | null = null,
    readonly status = 400,
  ) {
    super(description ?? code);
  }

  get body(): Wire {
    return { error: this.code, ...(this.description === null ? {} : { error_description: this.description }) };
  }
}

export const missing = (name: string): OAuth2Error =>
  new OAuth2Error('invalid_request', `Missing "${name}" in request.`);
export const wrong = (name: string): OAuth2Error => new OAuth2Error('invalid_grant', `Invalid "${name}" in request.`);
export const invalidScope = (): OAuth2Error =>
  new OAuth2Error('invalid_scope', 'The requested scope is invalid, unknown, or malformed.');
