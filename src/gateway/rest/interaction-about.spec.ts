import { interactionAbout } from './interaction-about.js';

const option = (name: string, type: number, ...options: unknown[]) => ({ name, type, options });

describe('what an interaction is about', () => {
  it.each<[string, unknown, string, string]>([
    ['a command', { type: 2, data: { type: 1, name: 'rank' } }, 'command', '/rank'],
    [
      'a subcommand',
      { type: 2, data: { type: 1, name: 'ticket', options: [option('open', 1)] } },
      'command',
      '/ticket open',
    ],
    [
      'a subcommand of a group',
      {
        type: 2,
        data: { type: 1, name: 'role', options: [option('user', 2, option('add', 1, option('who', 6)))] },
      },
      'command',
      '/role user add',
    ],
    [
      'a command with options',
      { type: 2, data: { type: 1, name: 'say', options: [option('text', 3)] } },
      'command',
      '/say',
    ],
    ['a command in a menu', { type: 2, data: { type: 2, name: 'User card' } }, 'command', 'User card'],
    ['a button', { type: 3, data: { custom_id: 'next' } }, 'component', 'next'],
    ['a form', { type: 5, data: { custom_id: 'report' } }, 'form', 'report'],
    ['suggestions', { type: 4, data: { type: 1, name: 'play' } }, 'suggestion', '/play'],
  ])('is known of %s', (...[, payload, kind, name]) => {
    expect(interactionAbout({ ...(payload as object), guild_id: '1' }, 3)).toEqual({
      kind,
      name,
      shardId: 3,
      guildId: '1',
    });
  });

  it.each([
    [null],
    [{}],
    ['text'],
    [{ type: 'x', data: { name: 5, options: 'none' } }],
    [{ data: { name: 'a', options: [null] } }],
  ])('is nothing to stumble over where Discord sends %j', (payload) => {
    expect(interactionAbout(payload, undefined)).toMatchObject({ shardId: null, guildId: null });
  });

  it('is no longer than a line can bear', () => {
    expect(interactionAbout({ type: 3, data: { custom_id: 'x'.repeat(4_000) } }, 0).name).toHaveLength(100);
  });
});
