/** A call that cannot be done, in the words of RFC 9457 (`application/problem+json`). */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    /** A sentence for people. */
    readonly detail: string,
    /** The field that is wrong, when it is one. */
    readonly field: string | null = null,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
  }
}

export const notThere = (what: string): Problem => new Problem(404, `There is no ${what}`);
