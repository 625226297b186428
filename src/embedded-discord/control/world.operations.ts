import { flag, listOf, maybe, oneOf, snowflake, text, whole } from '../field.js';
import type { Parts } from '../parts.js';
import type { Wire } from '../wire.js';
import type { Guild } from '../world/guild.js';
import { type Operation, operation } from './operation.js';
import { Problem, notThere } from './problem.js';
import { peopleOperations } from './people.operations.js';
import type { ControlStage } from './stage.js';

const MOST_GUILDS = 200_000;

/** Changes the servers of the world; the bot hears of it by the gateway as it would from Discord. */
export function worldOperations(stage: ControlStage): Operation[] {
  return [...guildOperations(stage), ...guildChanges(stage), ...channelOperations(stage), ...peopleOperations(stage)];
}

/** @throws {Problem} 404 */
export function guildOf({ world }: Parts, id: string): Guild {
  const guild = world.guilds.get(id);
  if (!guild) throw notThere(`guild ${id} that the bot is in`);
  return guild;
}

function guildOperations({ parts }: ControlStage): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/guilds',
      about: 'The servers the bot is in.',
      answer: () => ({ guilds: [...parts().world.guilds.values()].map(guildView) }),
    }),
    operation({
      method: 'post',
      path: '/guilds',
      about: 'The bot is added to servers: to one with a name, or to so many at once.',
      fields: { name: maybe(text(100)), count: whole(1, MOST_GUILDS, 1) },
      answer: ({ body }) => {
        const { world } = parts();
        const { name, count } = body;
        const added = Array.from({ length: count }, () => world.addGuild(name ?? undefined).id);
        return { ids: added };
      },
    }),
    operation({
      method: 'get',
      path: '/guilds/{id}',
      about: 'One server with its channels, and the members this world knows by name.',
      answer: ({ part }) => {
        const guild = guildOf(parts(), part('id'));
        const members = parts().world.membersOf(guild);
        return { ...guildView(guild), channels: guild.channels(), members };
      },
    }),
  ];
}

function guildChanges({ parts }: ControlStage): Operation[] {
  return [
    operation({
      method: 'patch',
      path: '/guilds/{id}',
      about: 'An outage of one server begins or ends.',
      fields: { unavailable: flag() },
      answer: ({ part, body }) => {
        const guild = guildOf(parts(), part('id'));
        parts().world.setGuildUnavailable(guild.id, body.unavailable);
        return guildView(guild);
      },
    }),
    operation({
      method: 'delete',
      path: '/guilds/{id}',
      about: 'The bot is removed from a server.',
      answer: ({ part }) => void parts().world.removeGuild(guildOf(parts(), part('id')).id),
    }),
    operation({
      method: 'delete',
      path: '/guilds',
      about: 'The bot is removed from these servers.',
      fields: { ids: listOf(snowflake()) },
      answer: ({ body }) => {
        const guilds = body.ids.map((id) => guildOf(parts(), id));
        for (const { id } of guilds) parts().world.removeGuild(id);
      },
    }),
  ];
}

const channelTypes = { text: 0, voice: 2, category: 4 } as const;

function channelOperations({ parts }: ControlStage): Operation[] {
  return [
    operation({
      method: 'post',
      path: '/guilds/{id}/channels',
      about: 'A channel is made.',
      fields: { name: text(100), type: oneOf(['text', 'voice', 'category'], 'text') },
      answer: ({ part, body }) => {
        const guild = guildOf(parts(), part('id'));
        const channel = parts().world.addChannel(guild, { name: body.name, type: channelTypes[body.type] });
        if (!channel) throw new Problem(409, 'This world has no room for more channels in one guild');
        return channel;
      },
    }),
    operation({
      method: 'delete',
      path: '/guilds/{id}/channels/{channel}',
      about: 'A channel is deleted.',
      answer: ({ part }) => {
        const guild = guildOf(parts(), part('id'));
        if (!parts().world.removeChannel(guild, part('channel'))) throw notThere(`channel ${part('channel')} in it`);
      },
    }),
  ];
}

function guildView({ id, name, ownerId, memberCount, isUnavailable }: Guild): Wire {
  return { id, name, ownerId, memberCount, unavailable: isUnavailable };
}
