import { maybe, object, snowflake, text } from '../field.js';
import { invoke } from '../interactions/invoke.js';
import type { Wire } from '../wire.js';
import { nothingSaid } from '../world/message.js';
import { type Operation, operation } from './operation.js';
import { userOf } from './people.operations.js';
import { Problem, notThere } from './problem.js';
import type { ControlStage } from './stage.js';

/** Does what people do: uses commands, writes messages. */
export function driveOperations(stage: ControlStage): Operation[] {
  return [...commandOperations(stage), ...messageOperations(stage)];
}

function commandOperations({ parts }: ControlStage): Operation[] {
  return [
    operation({
      method: 'get',
      path: '/commands',
      about: 'The commands that the bot has registered for all servers.',
      answer: () => ({
        commands: parts()
          .commands.list(null)
          .map(({ id, name, type }) => ({ id, name, type })),
      }),
    }),
    operation({
      method: 'post',
      path: '/commands/use',
      about: 'Somebody uses a slash command; answers when the user sees the reply, with all times in milliseconds.',
      fields: { command: text(100), guildId: maybe(snowflake()), userId: maybe(snowflake()), options: object({}) },
      answer: async ({ body }) => {
        const { command, guildId, userId, options } = body;
        if (userId !== null) userOf(parts(), userId);
        if (guildId !== null && !parts().world.guilds.has(guildId))
          throw notThere(`guild ${guildId} that the bot is in`);
        const place = { ...(guildId === null ? {} : { guildId }), ...(userId === null ? {} : { userId }) };
        return outcome(() => invoke(parts(), command, { ...place, options }));
      },
    }),
  ];
}

function messageOperations({ parts }: ControlStage): Operation[] {
  return [
    operation({
      method: 'post',
      path: '/messages',
      about: 'Somebody writes a message; the first text channel, and any member, unless told.',
      fields: { guildId: snowflake(), channelId: maybe(snowflake()), userId: maybe(snowflake()), content: text(2_000) },
      answer: ({ body }) => {
        const { world, messages } = parts();
        const guild = world.guilds.get(body.guildId);
        if (!guild) throw notThere(`guild ${body.guildId} that the bot is in`);
        const rooms = guild.textChannels();
        const channel = body.channelId === null ? rooms[0] : rooms.find(({ id }) => id === body.channelId);
        if (!channel) throw notThere(`text channel ${body.channelId} in guild ${guild.id}`);
        const author = body.userId === null ? world.membersOf(guild)[0] : userOf(parts(), body.userId);
        if (!author) throw notThere(`member of guild ${guild.id}`);
        const said = { ...nothingSaid, content: body.content };
        const { id } = messages.post({ channelId: channel.id, guildId: guild.id, author, said });
        return { id, channelId: channel.id, authorId: author.id };
      },
    }),
  ];
}

/** A bot that does not answer is an answer, too. */
async function outcome(use: () => Promise<object>): Promise<Wire> {
  const startedAt = performance.now();
  try {
    return { responded: true, ...(await use()) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!reason.includes('did not respond')) throw new Problem(409, reason);
    return { responded: false, reason, afterMs: Math.round(performance.now() - startedAt) };
  }
}
