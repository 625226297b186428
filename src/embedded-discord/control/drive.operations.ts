import { flag, listOf, maybe, object, snowflake, text } from '../field.js';
import type { Reply } from '../interactions/reply.js';
import type { Wire } from '../wire.js';
import { nothingSaid } from '../world/message.js';
import { type Operation, operation } from './operation.js';
import { userOf } from './people.operations.js';
import { Problem, notThere } from './problem.js';
import type { ControlStage } from './stage.js';

const byWhom = { userId: maybe(snowflake()) };
const where = { guildId: maybe(snowflake()), ...byWhom, isDirect: flag(false) };
const component = { messageId: snowflake(), customId: text(100), ...byWhom };

/** Does what people do: uses commands and what is on messages, and writes messages. */
export function driveOperations(stage: ControlStage): Operation[] {
  return [...commandOperations(stage), ...componentOperations(stage), ...messageOperations(stage)];
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
      about: 'Somebody uses a command, with `targetId` one of the context menu; answers when the user sees the reply.',
      fields: { command: text(100), ...where, options: object({}), targetId: maybe(snowflake()) },
      answer: ({ body: { command, ...how } }) => outcome(() => parts().people.invoke(command, given(how))),
    }),
    operation({
      method: 'post',
      path: '/commands/complete',
      about: 'Somebody types an option with autocomplete; answers with the suggestions.',
      fields: { command: text(100), focused: text(32), ...where, options: object({}) },
      answer: ({ body: { command, focused, ...how } }) =>
        outcome(() => parts().people.complete(command, { focused, ...given(how) })),
    }),
    operation({
      method: 'get',
      path: '/interactions',
      about: 'What was used lately and how the bot answered, the newest first, with all times in milliseconds.',
      answer: () => ({ interactions: parts().people.recent() }),
    }),
  ];
}

function componentOperations({ parts }: ControlStage): Operation[] {
  return [
    operation({
      method: 'post',
      path: '/components/press',
      about: 'Somebody presses a button.',
      fields: component,
      answer: ({ body: { messageId, customId, ...by } }) =>
        outcome(() => parts().people.press(messageId, customId, given(by))),
    }),
    operation({
      method: 'post',
      path: '/components/select',
      about: 'Somebody chooses from a menu: values of its options, or ids of people, roles and channels.',
      fields: { ...component, values: listOf(text(100)) },
      answer: ({ body: { messageId, customId, values, ...by } }) =>
        outcome(() => parts().people.select(messageId, customId, { values, ...given(by) })),
    }),
    operation({
      method: 'post',
      path: '/modals/submit',
      about: 'Somebody sends the modal that answered an interaction; `fields` by the `custom_id` of each.',
      fields: { interactionId: snowflake(), fields: object() },
      answer: ({ body }) =>
        outcome(() => parts().people.submit(body.interactionId, body.fields as Record<string, string>)),
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

/** The same without what was not given. */
function given<T extends object>(how: T): { readonly [Name in keyof T]?: NonNullable<T[Name]> } {
  return Object.fromEntries(Object.entries(how).filter(([, value]) => value !== null)) as {
    readonly [Name in keyof T]?: NonNullable<T[Name]>;
  };
}

/** A bot that does not answer is an answer, too. */
async function outcome(use: () => Promise<Reply>): Promise<Wire> {
  const startedAt = performance.now();
  try {
    return { responded: true, ...(await use()) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!reason.includes('did not respond')) throw new Problem(409, reason);
    return { responded: false, reason, afterMs: Math.round(performance.now() - startedAt) };
  }
}
