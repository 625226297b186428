import { Injectable } from '@nestjs/common';
import { AuthSettings } from '../config/auth.settings.js';
import { type Role, isAtLeast } from '../model/role.js';
import { Owners } from './owners.js';

/** Knows which role a person has: by the application's team or by the settings, whichever gives more. */
@Injectable()
export class Roles {
  constructor(
    private readonly settings: AuthSettings,
    private readonly owners: Owners,
  ) {}

  /**
   * The role of a person, `null` for none.
   *
   * @throws {Unavailable} when Discord does not say whose bot this is, and the settings do not settle it
   */
  async of(personId: string): Promise<Role | null> {
    const set = this.set(personId);
    if (set === 'admin') return set;
    const { owners } = await this.owners.now();
    const owned = owners.find(({ id }) => id === personId)?.role ?? null;
    return set !== null && isAtLeast(set, owned ?? 'viewer') ? set : owned;
  }

  private set(personId: string): Role | null {
    const { adminIds, operatorIds, viewerIds } = this.settings;
    if (adminIds.includes(personId)) return 'admin';
    if (operatorIds.includes(personId)) return 'operator';
    return viewerIds.includes(personId) ? 'viewer' : null;
  }
}
