import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Access } from './access.js';
import { Arrivals } from './arrivals.js';
import { DiscordOAuth2 } from './discord-oauth2.js';
import { DiscordSignIn } from './discord-sign-in.js';
import { Keys } from './keys.js';
import { OpenStreams } from './open-streams.js';
import { Owners } from './owners.js';
import { People } from './people.js';
import { PolicyGuard } from './policy.guard.js';
import { PublicAddress } from './public-address.js';
import { Refusals } from './refusals.js';
import { Roles } from './roles.js';
import { AttemptCookie, SessionCookie } from './session-cookie.js';
import { SessionDesk } from './session.desk.js';
import { Sessions } from './sessions.js';
import { SignInLinks } from './sign-in-links.js';
import { StreamPlaces } from './stream-places.js';
import { Visitors } from './visitors.js';

const asking = [Access, Keys, Owners, People, PublicAddress, Roles, SessionCookie, SessionDesk, Sessions, Visitors];
const signingIn = [Arrivals, AttemptCookie, DiscordOAuth2, DiscordSignIn, SignInLinks];

/** Who is asking, and whether they may. */
@Global()
@Module({
  providers: [
    ...asking,
    ...signingIn,
    OpenStreams,
    PolicyGuard,
    Refusals,
    StreamPlaces,
    { provide: APP_GUARD, useExisting: PolicyGuard },
  ],
  exports: [...asking, ...signingIn, OpenStreams, PolicyGuard, StreamPlaces],
})
export class AuthModule {}
