import { Injectable } from '@nestjs/common';
import { AuthSettings } from '../config/auth.settings.js';
import { DiscordConnection } from '../config/connection.js';
import { WebSettings, isOnlyHere } from '../config/web.settings.js';
import { type Deed, type PublicView, may } from '../model/may.js';
import type { Who } from '../model/who.js';

/** Who may do what here: the policy with this house's settings. */
@Injectable()
export class Access {
  readonly publicView: PublicView;
  /** Whether a one-time link of the log signs people in. */
  readonly hasLinks: boolean;
  readonly isDemo: boolean;

  constructor(settings: AuthSettings, web: WebSettings, connection: DiscordConnection) {
    this.isDemo = connection.mode === 'demo';
    this.publicView = settings.publicView ?? (this.isDemo ? 'full' : 'none');
    this.hasLinks = settings.signinLink ?? isOnlyHere(web);
  }

  may(who: Who, deed: Deed): boolean {
    return may(who, deed, this.publicView);
  }
}
