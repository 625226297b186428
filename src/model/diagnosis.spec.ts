import { type DiagnosisFacts, diagnose } from './diagnosis.js';

const failure = { kind: 'late', at: 0, afterMs: 3_400, code: 10_062, error: null, guildId: '100', shardId: 0 } as const;
const difference = { place: 'global', name: 'ping', type: 'slash', kind: 'changed', fields: [] } as const;

const gap = { event: 'guildMemberAdd', intents: ['GuildMembers'], kind: 'unheard' } as const;

const fine: DiagnosisFacts = {
  ...{ guildId: '100', channelId: '7', roleId: '100', shard: { phase: 'ready' }, absence: null, intentGaps: [] },
  ...{ isInCode: true, isAtDiscord: true, differences: [], settings: [], missingPermissions: [], lastFailure: null },
  lackedByRole: [],
};
const setting = (kind: 'role' | 'channel', id: string, isAllowed: boolean) => ({ kind, id, isAllowed });

const cases: readonly [string, Partial<DiagnosisFacts>, string][] = [
  ['a command that Discord does not have', { isAtDiscord: false }, 'registered'],
  ['a command that the code does not have', { isInCode: false }, 'in_step'],
  ['a command that is not the same', { differences: [difference] }, 'in_step'],
  ['a command that is off in the channel', { settings: [setting('channel', '7', false)] }, 'enabled_channel'],
  ['a command that is off in all channels', { settings: [setting('channel', '99', false)] }, 'enabled_channel'],
  ['a command that is off for the role', { roleId: '5', settings: [setting('role', '5', false)] }, 'enabled_role'],
  ['a command that is off for everybody', { settings: [setting('role', '100', false)] }, 'enabled_role'],
  ['a command that is for others only', { lackedByRole: ['Manage Server'] }, 'enabled_role'],
  ['a permission that the bot lacks', { missingPermissions: ['View Channel'] }, 'permissions'],
  ['a shard that does not answer', { shard: { phase: 'zombie' } }, 'shard'],
  ['a shard that was away', { absence: { from: 0, to: 9_000 } }, 'shard'],
  [
    'a use that went wrong',
    { lastFailure: { ...failure, command: { kind: 'command', name: '/ping' } } },
    'last_failure',
  ],
  ['a listener that hears nothing', { intentGaps: [gap] }, 'intents'],
];

describe('a diagnosis', () => {
  it.each(cases)('ends with %s, and all before is fine', (_, facts, check) => {
    const found = diagnose({ ...fine, ...facts });

    expect(found.at(-1)).toEqual({ check, state: 'failing' });
    expect(found.slice(0, -1).every(({ state }) => state === 'fine')).toBe(true);
  });

  it('finds nothing where all is well', () => {
    expect(diagnose(fine).every(({ state }) => state === 'fine')).toBe(true);
  });

  it('takes what the settings say of one channel or role before what they say of all', () => {
    const settings = [
      ...[setting('channel', '99', false), setting('channel', '7', true)],
      ...[setting('role', '100', false), setting('role', '5', true)],
    ];

    expect(diagnose({ ...fine, roleId: '5', settings }).at(-1)?.state).toBe('fine');
  });

  it('believes the settings of the server before what the command asks for', () => {
    const settings = [setting('role', '5', true)];

    expect(diagnose({ ...fine, roleId: '5', settings, lackedByRole: ['Manage Server'] }).at(-1)?.state).toBe('fine');
  });

  it('goes on past what is not known, and says so', () => {
    const found = diagnose({ ...fine, settings: null, lastFailure: null });

    expect(found.filter(({ state }) => state === 'unknown').map(({ check }) => check)).toEqual([
      'enabled_channel',
      'enabled_role',
    ]);
  });
});
