import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Wire } from '../wire.js';
import { Team, castOf } from './application-team.js';
import type { Random } from './random.js';
import { snowflakeAt } from './snowflake.js';
import { type User, restUser } from './user.js';

/**
 * The privileged intents, each with the application flag that shows it is enabled (the flag of a bot below Discord's review threshold).
 * https://docs.discord.com/developers/resources/application#application-object-application-flags
 */
const privileged: readonly (readonly [intent: number, flag: number])[] = [
  [1 << 8, 1 << 13],
  [1 << 1, 1 << 15],
  [1 << 15, 1 << 19],
];

/** What an application may change of itself: https://docs.discord.com/developers/resources/application#edit-current-application */
export interface Profile {
  readonly description: string;
  readonly tags: readonly string[];
  /** Fields that are kept as they were sent, e.g. `custom_install_url`. */
  readonly more: Wire;
}

/** The application behind the bot. */
export class Application {
  readonly id: string;
  readonly name = 'Harbormaster';
  readonly token: string;
  /** May be replaced by one with another name. */
  bot: User;
  /** For OAuth2; made from the first token, so that it follows from the seed. */
  clientSecret: string;
  /** Where OAuth2 may lead back to, each exactly as it must be asked for. */
  redirectUris: readonly string[] = [];
  /** `null` while a person owns the application. */
  team: Team | null = null;
  profile: Profile = { description: 'Keeps an eye on the harbour.', tags: [], more: {} };
  private readonly verifyKey: string;
  /** The privileged intents that are enabled in the developer portal, as intent bits. */
  privilegedIntents = 0;

  constructor(
    random: Random,
    madeAt: number,
    public owner: User,
  ) {
    this.id = snowflakeAt(madeAt, random.between(0, 4095));
    this.token = tokenOf(this.id, random);
    this.clientSecret = createHash('sha256').update(this.token).digest('base64url').slice(0, 32);
    this.verifyKey = random.hex(64);
    const avatar = random.hex(32);
    this.bot = { id: this.id, username: this.name, globalName: null, avatar, discriminator: '4127', isBot: true };
  }

  /** From now on a team owns the application, in which people of the world have a role each. */
  makeTeam(users: readonly User[], name = 'The Harbour Office'): void {
    // Any id will do that no other thing has; the next one after the application's is free.
    this.team = new Team((BigInt(this.id) + 1n).toString(), name, castOf(users, this.owner));
  }

  get flags(): number {
    return privileged.reduce((flags, [intent, flag]) => (this.privilegedIntents & intent ? flags | flag : flags), 0);
  }

  /** The bits of `intents` that are privileged and not enabled. */
  disallowed(intents: number): number {
    const all = privileged.reduce((bits, [intent]) => bits | intent, 0);
    return intents & all & ~this.privilegedIntents;
  }

  /** https://docs.discord.com/developers/resources/application#application-object */
  wire(guildCount: number): Wire {
    return {
      id: this.id,
      name: this.name,
      icon: this.bot.avatar,
      description: this.profile.description,
      type: null,
      bot: restUser(this.bot),
      bot_public: true,
      bot_require_code_grant: false,
      integration_types_config: {
        '0': { oauth2_install_params: { scopes: ['applications.commands', 'bot'], permissions: '2048' } },
      },
      verify_key: this.verifyKey,
      flags: this.flags,
      flags_new: String(this.flags),
      redirect_uris: this.redirectUris,
      interactions_endpoint_url: null,
      role_connections_verification_url: null,
      owner: this.team?.pseudoUser ?? restUser(this.owner),
      approximate_guild_count: guildCount,
      approximate_user_install_count: 0,
      approximate_user_authorization_count: 0,
      event_webhooks_url: null,
      event_webhooks_status: 1,
      explicit_content_filter: 0,
      team: this.team?.wire() ?? null,
      eligible_oauth2_scopes: ['identify', 'guilds', 'bot', 'applications.commands'],
      ...(this.profile.tags.length > 0 ? { tags: this.profile.tags } : {}),
      ...this.profile.more,
    };
  }

  /** What everybody may know of it, as an authorization shows it. */
  publicWire(): Wire {
    const { id, name, flags, verifyKey: verify_key } = this;
    const { description } = this.profile;
    const bot = { bot: restUser(this.bot), bot_public: true, bot_require_code_grant: false };
    return {
      id,
      name,
      icon: this.bot.avatar,
      description,
      type: null,
      ...bot,
      verify_key,
      flags,
      flags_new: String(flags),
    };
  }
}

const TOKEN_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** A token as Discord makes them; clients read the application's id out of its first part. */
export function tokenOf(applicationId: string, random: Random): string {
  const first = Buffer.from(applicationId).toString('base64').replace(/=+$/, '');
  return `${first}.${random.text(TOKEN_LETTERS, 6)}.${random.text(TOKEN_LETTERS, 38)}`;
}
