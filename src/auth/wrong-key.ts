import { UnauthorizedException } from '@nestjs/common';

/** A program came with a key that is none: it is told so, also where anybody may look without one. */
export class WrongKey extends UnauthorizedException {
  constructor() {
    super('This API key is wrong, was taken back, or has ended.');
  }
}
