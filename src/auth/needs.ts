import { type CustomDecorator, SetMetadata } from '@nestjs/common';
import type { Deed } from '../model/may.js';

/** What a route says of itself: the deed it needs, or that it is open to everybody. */
export interface Policy {
  readonly deed: Deed | 'open';
  /** Only who prefers a page needs the deed: programs at the same address are answered elsewhere. */
  readonly isForPeople?: boolean;
}

/** Under which name a route's policy is kept. */
export const POLICY = 'auth.policy';

/** The route, or every route of the controller, needs this deed. A route's own word counts more. */
export const Needs = (deed: Deed): CustomDecorator => SetMetadata<string, Policy>(POLICY, { deed });

/** The page needs this deed; whoever asks its address for something else is passed on. */
export const PageNeeds = (deed: Deed): CustomDecorator =>
  SetMetadata<string, Policy>(POLICY, { deed, isForPeople: true });

/** For health, sign-in and what is the same for everybody. */
export const Open = (): CustomDecorator => SetMetadata<string, Policy>(POLICY, { deed: 'open' });
