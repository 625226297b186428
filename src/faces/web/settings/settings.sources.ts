import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Access } from '../../../auth/access.js';
import { SessionDesk } from '../../../auth/session.desk.js';
import type { Visitor } from '../../../auth/visitors.js';
import { SettingsAdmin } from './settings.admin.js';
import { type SettingsView, settingsView } from './settings.view.js';

/** Gathers what the settings page shows to somebody: the parts that they may see. */
@Injectable()
export class SettingsSources {
  constructor(
    private readonly access: Access,
    private readonly desk: SessionDesk,
    private readonly admin: SettingsAdmin,
  ) {}

  /** @param newKey to be shown this once */
  async of(visitor: Visitor, newKey: string | null = null): Promise<SettingsView> {
    const { who } = visitor;
    const now = Date.now();
    return settingsView({
      now,
      newKey,
      request: randomUUID(),
      isOfAll: this.access.may(who, 'sessions.manage'),
      sessions: await this.desk.list(visitor, now),
      ...(await this.admin.of(who)),
    });
  }
}
