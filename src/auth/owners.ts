import { Injectable } from '@nestjs/common';
import { DiscordConnection } from '../config/connection.js';
import { Unavailable } from '../model/errors.js';
import type { Role } from '../model/role.js';

/** Milliseconds for which Discord's answer is believed. */
const FRESH_FOR_MS = 5 * 60_000;
/** Milliseconds after which Discord is asked again that did not answer. */
const AGAIN_AFTER_MS = 15_000;
/** Milliseconds. */
const ANSWER_WITHIN_MS = 5_000;
/** https://docs.discord.com/developers/topics/teams#data-models-membership-state-enum */
const ACCEPTED = 2;

interface DiscordUser {
  readonly id: string;
  readonly username: string;
  readonly global_name?: string | null;
}

/** https://docs.discord.com/developers/topics/teams#data-models-team-object */
interface Team {
  readonly owner_user_id: string;
  readonly members: readonly {
    readonly membership_state: number;
    readonly role: string;
    readonly user: DiscordUser;
  }[];
}

interface Application {
  readonly id: string;
  readonly owner?: DiscordUser;
  readonly team?: Team | null;
}

/** Somebody who has a role by being the application's owner, or one of its team. */
export interface Owner {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** What Discord says of the application. */
export interface Ownership {
  readonly applicationId: string;
  readonly owners: readonly Owner[];
}

/** Knows whose bot this is. Discord is asked when somebody wants to know, at most once in five minutes. */
@Injectable()
export class Owners {
  private known: Ownership | null = null;
  private askedAt = -Infinity;
  private failure: Unavailable | null = null;
  private asking: Promise<Ownership> | null = null;

  constructor(private readonly connection: DiscordConnection) {}

  /** @throws {Unavailable} when Discord does not say */
  async now(at = Date.now()): Promise<Ownership> {
    const age = at - this.askedAt;
    if (this.known && !this.failure && age < FRESH_FOR_MS) return this.known;
    if (this.failure && age < AGAIN_AFTER_MS) throw this.failure;
    this.asking ??= this.ask(at).finally(() => (this.asking = null));
    return this.asking;
  }

  private async ask(at: number): Promise<Ownership> {
    this.askedAt = at;
    try {
      this.known = ownershipOf(await this.application());
      this.failure = null;
      return this.known;
    } catch (error) {
      this.failure = new Unavailable('Discord', error);
      throw this.failure;
    }
  }

  private async application(): Promise<Application> {
    const { apiUrl, token } = this.connection;
    const response = await fetch(`${apiUrl}/v10/oauth2/applications/@me`, {
      headers: { authorization: `Bot ${token}` },
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (!response.ok) throw new Error(`Discord answered ${response.status}`);
    return (await response.json()) as Application;
  }
}

function ownershipOf({ id, owner, team }: Application): Ownership {
  if (!team) return { applicationId: id, owners: owner ? [{ ...personOf(owner), role: 'admin' }] : [] };
  const owners = team.members.flatMap((member) => {
    const role = member.user.id === team.owner_user_id ? 'admin' : roleIn(member.role);
    return role && member.membership_state === ACCEPTED ? [{ ...personOf(member.user), role }] : [];
  });
  return { applicationId: id, owners };
}

/** Who may only read in the team may read at Discord: here that is for the settings to say. */
function roleIn(role: string): Role | null {
  if (role === 'admin') return 'admin';
  return role === 'developer' ? 'operator' : null;
}

/** The name that Discord shows of a user. */
export function personOf({ id, username, global_name: globalName }: DiscordUser): Pick<Owner, 'id' | 'name'> {
  return { id, name: globalName ?? username };
}
