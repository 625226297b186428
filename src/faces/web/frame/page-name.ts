import { DiscoveryService } from '@nestjs/core';
import type { Deed } from '../../../model/may.js';

/** A page as the frame around it knows it. */
export interface PageName {
  /** Its path without the slash; the overview has none. */
  readonly path: string;
  readonly label: string;
  readonly icon: string;
  /** What somebody must be allowed to do to open it. */
  readonly deed: Deed;
  /** On a phone it is found under "More". */
  readonly isMinor?: boolean;
  /** What is counted beside it in the navigation. */
  readonly count?: 'incidents' | 'differences';
}

/** The controller of a page that the navigation leads to, in the order in which `web.module.ts` names them. */
export const InNavigation = DiscoveryService.createDecorator<PageName>();
