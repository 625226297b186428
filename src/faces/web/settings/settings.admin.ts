import { Injectable } from '@nestjs/common';
import { Access } from '../../../auth/access.js';
import { Keys } from '../../../auth/keys.js';
import { People } from '../../../auth/people.js';
import type { Who } from '../../../model/who.js';
import { SettingsInEffect } from './settings.effective.js';
import type { SettingsFacts } from './settings.view.js';

/** Gathers those parts of the settings page that are for admins; `null` for whoever may not see one. */
@Injectable()
export class SettingsAdmin {
  constructor(
    private readonly access: Access,
    private readonly people: People,
    private readonly keys: Keys,
    private readonly effective: SettingsInEffect,
  ) {}

  async of(who: Who): Promise<Pick<SettingsFacts, 'people' | 'keys' | 'groups'>> {
    return {
      people: this.access.may(who, 'people.manage') ? await this.people.all() : null,
      keys: this.access.may(who, 'keys.manage') ? await this.keys.all() : null,
      groups: this.access.may(who, 'settings.read') ? this.effective.groups : null,
    };
  }
}
