import { Injectable } from '@nestjs/common';
import { Access } from '../../../auth/access.js';
import { PublicAddress } from '../../../auth/public-address.js';
import { EffectiveSettings, type SettingGroup } from '../../../config/effective.settings.js';
import { usualFormat } from '../../../config/log.settings.js';

/** The settings with what this house makes of those that nobody has set. */
@Injectable()
export class SettingsInEffect {
  constructor(
    private readonly effective: EffectiveSettings,
    private readonly access: Access,
    private readonly address: PublicAddress,
  ) {}

  get groups(): readonly SettingGroup[] {
    return this.effective.groupsWith({
      PUBLIC_VIEW: this.access.publicView,
      SIGNIN_LINK: String(this.access.hasLinks),
      PUBLIC_URL: this.address.url,
      LOG_FORMAT: usualFormat(),
    });
  }
}
