import { flag, listOf, maybe, oneOf, snowflake, text } from '../field.js';
import type { Parts } from '../parts.js';
import type { Wire } from '../wire.js';
import type { User } from '../world/user.js';
import { type Operation, operation } from './operation.js';
import { notThere } from './problem.js';
import type { ControlStage } from './stage.js';

/** https://docs.discord.com/developers/events/gateway#privileged-intents */
const privileged = { presences: 1 << 8, members: 1 << 1, messageContent: 1 << 15 } as const;

const portalFields = {
  ownerId: maybe(snowflake()),
  ownedBy: maybe(oneOf(['person', 'team'])),
  redirectUris: maybe(listOf(text(512))),
  presences: maybe(flag()),
  members: maybe(flag()),
  messageContent: maybe(flag()),
};

/** @throws {Problem} 404 */
export function userOf({ world }: Parts, id: string): User {
  const user = [world.bot, ...world.everybody].find((one) => one.id === id);
  if (!user) throw notThere(`user ${id}`);
  return user;
}

/** Changes the people of the world, and what Discord's developer portal says of the application. */
export function peopleOperations(stage: ControlStage): Operation[] {
  return [...userOperations(stage), ...portalOperations(stage)];
}

function userOperations({ parts }: ControlStage): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/users',
      about: 'The people whom this world knows by name.',
      answer: () => ({ owner: parts().world.application.owner.id, users: parts().world.everybody }),
    }),
    operation({
      method: 'post',
      path: '/users',
      about: 'A new person signs up, and joins these servers.',
      fields: { username: text(32), globalName: maybe(text(32)), guildIds: maybe(listOf(snowflake())) },
      answer: ({ body }) => {
        const { world } = parts();
        const guilds = (body.guildIds ?? []).map((id) => world.guilds.get(id) ?? noGuild(id));
        const user = world.addUser(body.username, body.globalName);
        for (const guild of guilds) world.join(guild, user);
        return user;
      },
    }),
  ];
}

function portalOperations({ parts }: ControlStage): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/application',
      about: 'What the developer portal says of the application.',
      answer: () => portalView(parts()),
    }),
    operation({
      method: 'patch',
      path: '/application',
      about: 'Changes the owner, a person or a team, the privileged intents, and where OAuth2 may lead back to.',
      fields: portalFields,
      answer: ({ body }) => {
        const { application, users } = parts().world;
        if (body.ownerId !== null) application.owner = userOf(parts(), body.ownerId);
        if (body.ownedBy === 'team') application.makeTeam(users);
        if (body.ownedBy === 'person') application.team = null;
        if (body.redirectUris !== null) application.redirectUris = body.redirectUris;
        for (const [name, bit] of Object.entries(privileged)) {
          const wish = body[name as keyof typeof privileged];
          if (wish === true) application.privilegedIntents |= bit;
          if (wish === false) application.privilegedIntents &= ~bit;
        }
        return portalView(parts());
      },
    }),
    operation({
      method: 'post',
      path: '/token/rotate',
      about: 'There is a new token; sessions end with 4004.',
      answer: () => {
        parts().faults.begin({ fault: 'token.rotate' });
        return { token: parts().credentials.token };
      },
    }),
  ];
}

function portalView({ world }: Parts): Wire {
  const { id, clientSecret, owner, team, redirectUris, privilegedIntents } = world.application;
  return { id, clientSecret, ownerId: owner.id, team: team?.wire() ?? null, redirectUris, privilegedIntents };
}

function noGuild(id: string): never {
  throw notThere(`guild ${id} that the bot is in`);
}
