import type { Wire } from '../wire.js';
import { CommandBook } from '../world/command-book.js';
import type { Command } from '../world/command.js';
import { World } from '../world/world.js';
import { inventedUse, withValues } from './command-use.js';

const world = new World({ seed: 3, guilds: 5 });
const [guild] = world.guilds.values();
if (!guild) throw new Error('The world is empty');
const place = { world, guild };

function command(...options: Wire[]): Command {
  const described = options.map((option) => ({ description: 'x', ...option }));
  return new CommandBook(world.snowflakes).put({ name: 'try', description: 'x', options: described }, null).command;
}

describe('the use of a command with chosen values', () => {
  it('is nested as Discord nests groups and subcommands', () => {
    const list = { type: 1, name: 'list', description: 'x', options: [{ type: 4, name: 'most', description: 'x' }] };
    const nested = command({ type: 2, name: 'incident', options: [list] });

    const { options } = withValues({ command: nested, path: ['incident', 'list'], values: { most: 5 }, place });

    expect(options).toEqual([
      {
        name: 'incident',
        type: 2,
        options: [{ name: 'list', type: 1, options: [{ name: 'most', type: 4, value: 5 }] }],
      },
    ]);
  });

  it('says what its ids stand for', () => {
    const pick = command({ type: 6, name: 'user' }, { type: 8, name: 'role' }, { type: 7, name: 'channel' });
    const [channel] = guild.textChannels();
    const values = { user: guild.ownerId, role: guild.botRoleId, channel: channel?.id };

    const { resolved } = withValues({ command: pick, path: [], values, place });

    expect(Object.keys(resolved).sort()).toEqual(['channels', 'members', 'roles', 'users']);
  });

  it.each([
    ['an unknown option', { nope: 1 }, '/try has no option "nope"'],
    ['no value for a required one', {}, '/try needs the option "word"'],
  ])('is refused with %s', (_what, values, message) => {
    const strict = command({ type: 3, name: 'word', required: true });

    expect(() => withValues({ command: strict, path: [], values, place })).toThrow(message);
  });

  it('needs the name of a subcommand that exists', () => {
    const nested = command({ type: 1, name: 'list' });

    expect(() => withValues({ command: nested, path: ['lost'], values: {}, place })).toThrow('/try needs one of: list');
  });
});

describe('the use of a command by somebody', () => {
  it('has valid values for everything it needs', () => {
    const wanting = command(
      { type: 3, name: 'text', required: true, min_length: 30, max_length: 40 },
      { type: 3, name: 'choice', required: true, choices: [{ name: 'A', value: 'a' }] },
      { type: 4, name: 'count', required: true, min_value: 3, max_value: 4 },
      { type: 7, name: 'voice', required: true, channel_types: [4] },
      { type: 6, name: 'user', required: true },
    );

    const use = inventedUse(wanting, place);

    const options = use?.data['options'] as Wire[];
    const values: Wire = Object.fromEntries(options.map(({ name, value }) => [String(name), value]));
    expect(values['text']).toMatch(/^.{30,40}$/);
    expect(values['choice']).toBe('a');
    expect([3, 4]).toContain(values['count']);
    expect(guild.channels().find(({ id }) => id === values['voice'])?.type).toBe(4);
    expect(world.member(guild, String(values['user']))).toBeDefined();
  });

  it('is not made when it needs what this world does not have', () => {
    expect(inventedUse(command({ type: 11, name: 'file', required: true }), place)).toBeNull();
  });

  it('is made by the owner when it needs permissions', () => {
    const { command: reserved } = new CommandBook(world.snowflakes).put(
      { name: 'admin', description: 'x', default_member_permissions: '8' },
      null,
    );

    expect(inventedUse(reserved, place)?.user.id).toBe(guild.ownerId);
  });
});
