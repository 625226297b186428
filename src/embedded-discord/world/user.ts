import type { Wire } from '../wire.js';
import { personName } from './names.js';
import type { Random } from './random.js';
import { DISCORD_EPOCH, snowflakeAt } from './snowflake.js';

/** A person or a bot. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly globalName: string | null;
  readonly avatar: string | null;
  readonly discriminator: string;
  readonly isBot: boolean;
}

/** A user as the gateway writes it: https://docs.discord.com/developers/resources/user#user-object */
export function gatewayUser(user: User): Wire {
  return {
    username: user.username,
    public_flags: 0,
    primary_guild: null,
    id: user.id,
    global_name: user.globalName,
    display_name_styles: null,
    display_name: user.globalName,
    discriminator: user.discriminator,
    collectibles: null,
    clan: null,
    avatar_decoration_data: null,
    avatar: user.avatar,
    ...(user.isBot ? { bot: true } : {}),
  };
}

/** A user as REST writes it: it adds what the gateway leaves out. */
export function restUser(user: User): Wire {
  return { ...gatewayUser(user), flags: 0, banner: null, accent_color: null };
}

/** The user who owns a token, as that token sees it. */
export function ownUser(user: User): Wire {
  return { ...restUser(user), mfa_enabled: true, locale: 'en-US', verified: true, email: null, bio: '' };
}

/** A person as a user's own token sees them, which needs the scope `identify`; `email` says whether that was allowed, too. */
export function authorizedUser(user: User, isEmailKnown: boolean): Wire {
  const address = isEmailKnown ? { email: `${user.username}@example.com`, verified: true } : {};
  return { ...restUser(user), mfa_enabled: true, locale: 'en-US', premium_type: 0, ...address };
}

/** People of the world, made in the years before `now`. */
export function people(random: Random, count: number, now: number): User[] {
  return Array.from({ length: count }, (_, number) => {
    const name = personName(random);
    const madeAt = DISCORD_EPOCH + Math.floor(random.next() * (now - DISCORD_EPOCH - 86_400_000));
    return {
      id: snowflakeAt(madeAt, number % 4096),
      username: `${name.toLowerCase().replace(/[^a-z]/g, '') || 'user'}${random.between(10, 9999)}`,
      globalName: random.oneIn(5) ? null : name,
      avatar: random.oneIn(3) ? null : random.hex(32),
      discriminator: '0',
      isBot: false,
    };
  });
}
