import type { Wire } from '../wire.js';
import { type User, restUser } from './user.js';

/** What somebody is to the application. */
export type Role = 'owner' | 'admin' | 'developer' | 'read_only' | 'invited' | 'stranger';

export interface Person {
  readonly role: Role;
  readonly user: User;
}

/** The roles that a person of the world may have, in the order a page shows them. */
const roles: readonly Role[] = ['owner', 'admin', 'developer', 'read_only', 'invited', 'stranger'];

/** Discord's flag of the user that stands for a team: https://docs.discord.com/developers/resources/user#user-object-user-flags */
const TEAM_USER = 1 << 10;
const INVITED = 1;
const ACCEPTED = 2;

/** Who plays which role: the owner, and the people after them in the world. */
export function castOf(users: readonly User[], owner: User): Person[] {
  const start = users.findIndex((user) => user.id === owner.id);
  return roles.flatMap((role, number) => {
    const user = number === 0 ? owner : users[(start + number) % users.length];
    return user ? [{ role, user }] : [];
  });
}

/** The team that owns the application: https://docs.discord.com/developers/topics/teams */
export class Team {
  constructor(
    readonly id: string,
    readonly name: string,
    private readonly cast: readonly Person[],
  ) {}

  /** The user that an application of a team has as its owner. */
  get pseudoUser(): Wire {
    const user = { id: this.id, username: `team${this.id}`, globalName: null, avatar: null, isBot: false };
    return { ...restUser({ ...user, discriminator: '0000' }), flags: TEAM_USER, public_flags: TEAM_USER };
  }

  wire(): Wire {
    const members = this.cast.filter(({ role }) => role !== 'stranger');
    return {
      id: this.id,
      icon: null,
      name: this.name,
      owner_user_id: this.cast.find(({ role }) => role === 'owner')?.user.id ?? this.id,
      members: members.map(({ role, user }) => ({
        user: restUser(user),
        team_id: this.id,
        membership_state: role === 'invited' ? INVITED : ACCEPTED,
        // The owner is known by the team's `owner_user_id` only.
        role: role === 'owner' ? 'admin' : role === 'invited' ? 'developer' : role,
        permissions: ['*'],
      })),
    };
  }
}
