import { Injectable, Logger } from '@nestjs/common';
import { AuthSettings } from '../config/auth.settings.js';
import type { Role } from '../model/role.js';
import { Owners } from './owners.js';

/** Somebody who may sign in. */
export interface PersonEntry {
  /** Snowflake. */
  readonly id: string;
  /** `null` for somebody of whom only the id is known. */
  readonly name: string | null;
  readonly role: Role;
  /** Who says so: Discord, by whose application it is, or a setting, by its name. */
  readonly by: 'Discord' | 'ADMIN_IDS' | 'OPERATOR_IDS' | 'VIEWER_IDS';
}

/** Lists who has a role here. */
@Injectable()
export class People {
  private readonly logger = new Logger(People.name);

  constructor(
    private readonly settings: AuthSettings,
    private readonly owners: Owners,
  ) {}

  /** Those that Discord names first; while it does not answer, only those of the settings. */
  async all(): Promise<readonly PersonEntry[]> {
    const { adminIds, operatorIds, viewerIds } = this.settings;
    const named = [
      ...adminIds.map((id) => ({ id, role: 'admin', by: 'ADMIN_IDS' }) as const),
      ...operatorIds.map((id) => ({ id, role: 'operator', by: 'OPERATOR_IDS' }) as const),
      ...viewerIds.map((id) => ({ id, role: 'viewer', by: 'VIEWER_IDS' }) as const),
    ];
    const owners = await this.ofDiscord();
    const names = new Map(owners.map(({ id, name }) => [id, name]));
    return [...owners, ...named.map((person) => ({ ...person, name: names.get(person.id) ?? null }))];
  }

  private async ofDiscord(): Promise<readonly (PersonEntry & { readonly name: string })[]> {
    try {
      return (await this.owners.now()).owners.map((owner) => ({ ...owner, by: 'Discord' }));
    } catch (error) {
      this.logger.warn(error, 'Discord does not say whose bot this is');
      return [];
    }
  }
}
