import { ForbiddenException } from '@nestjs/common';

/** A form came without the token of the session: from a page of an older session, or from one that is not ours. */
export class OldForm extends ForbiddenException {
  constructor() {
    super('The page of this form is too old, so nothing was done. Load the page again; programs send JSON or a key.');
  }
}
