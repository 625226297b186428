/** What was asked for does not exist. */
export class NotFound extends Error {
  override readonly name = 'NotFound';
}

/** Whoever asks may not do this. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

/** Something this process needs does not answer; it may answer later. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';

  /** @param what names the thing that does not answer, e.g. `the store` */
  constructor(
    readonly what: string,
    cause?: unknown,
  ) {
    super(`${what} is not available`, { cause });
  }
}

/** Somebody else holds or has changed what was asked for. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}
