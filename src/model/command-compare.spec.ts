import { changes, richCommand, unchanged, withChange } from '../../test/make-commands.js';
import { differencesIn } from './command-compare.js';
import { GLOBAL } from './command-drift.js';
import type { WireCommand } from './command-shape.js';

const plain: WireCommand = { name: 'plain', description: 'Nothing more' };
const between = (inCode: WireCommand, atDiscord: WireCommand, place = GLOBAL) =>
  differencesIn({ place, inCode: [inCode], atDiscord: [atDiscord] });

describe('commands in the code and at Discord', () => {
  it.each<[what: string, inCode: WireCommand, atDiscord: WireCommand]>([
    ['nothing is left out', richCommand, structuredClone(richCommand)],
    ['Discord fills in its defaults', plain, { ...plain, type: 1, nsfw: false, default_member_permissions: null }],
    ['there are no translations', { ...plain, name_localizations: {} }, { ...plain, name_localizations: null }],
    ['a translation is taken back', { ...plain, name_localizations: { de: null } }, plain],
    ['nobody said in which contexts', plain, { ...plain, contexts: [0, 1, 2], integration_types: [0, 1] }],
    ['contexts come in another order', { ...plain, contexts: [1, 0] }, { ...plain, contexts: [0, 1] }],
    ['the older word for no direct messages is used', { ...plain, dm_permission: false }, { ...plain, contexts: [0] }],
    [
      'permissions are spelled otherwise',
      { ...plain, default_member_permissions: 8 },
      { ...plain, default_member_permissions: '08' },
    ],
    ['spaces are taken away', { ...plain, description: ' Nothing more ' }, plain],
    ['lists are empty', { ...plain, options: [] }, plain],
    ['Discord says something of its own', plain, { ...plain, id: '1', version: '2', handler: 1, name_localized: 'x' }],
    [
      'an option says what goes without saying',
      {
        ...plain,
        options: [{ type: 3, name: 'a', description: 'A', required: false, autocomplete: false, choices: [] }],
      },
      { ...plain, options: [{ type: 3, name: 'a', description: 'A' }] },
    ],
    [
      'a number comes as a text',
      {
        ...plain,
        options: [{ type: 4, name: 'a', description: 'A', min_value: '1', choices: [{ name: 'x', value: '7' }] }],
      },
      {
        ...plain,
        options: [{ type: 4, name: 'a', description: 'A', min_value: 1, choices: [{ name: 'x', value: 7 }] }],
      },
    ],
  ])('are the same when %s', (_what, inCode, atDiscord) => {
    expect(between(inCode, atDiscord)).toEqual([]);
  });

  it('are the same in a server, where there are no contexts', () => {
    expect(between({ ...plain, contexts: [0], integration_types: [1], dm_permission: false }, plain, '1')).toEqual([]);
  });

  it.each(changes.map((change) => [change.path, change] as const))('differ in %s', (path, change) => {
    const inCode = withChange(change);
    const changed = [{ kind: 'changed', name: change.to['name'], type: 'slash', fields: [{ path }] }];

    expect(differencesIn({ place: GLOBAL, inCode, atDiscord: unchanged })).toMatchObject(changed);
    expect(differencesIn({ place: GLOBAL, inCode: unchanged, atDiscord: inCode })).toMatchObject(changed);
    expect(differencesIn({ place: '1', inCode, atDiscord: unchanged })).toMatchObject(
      change.isGlobalOnly ? [] : changed,
    );
  });

  it('are shown side by side where they differ', () => {
    const [difference] = between({ ...plain, contexts: [0] }, { ...plain, description: 'Something', contexts: [0, 1] });

    expect(difference?.fields).toEqual([
      { path: 'description', inCode: 'Nothing more', atDiscord: 'Something' },
      { path: 'contexts', inCode: [0], atDiscord: [0, 1] },
    ]);
  });

  it('are missing on one side, and of another type they are others', () => {
    const inCode = [plain, { name: 'plain', type: 2 }];
    const atDiscord = [plain, { name: 'plain', type: 3 }, { name: 'launch', type: 4 }];

    expect(differencesIn({ place: '1', inCode, atDiscord })).toEqual([
      { place: '1', name: 'plain', type: 'message', kind: 'only_at_discord', fields: [] },
      { place: '1', name: 'plain', type: 'user', kind: 'only_in_code', fields: [] },
    ]);
  });

  it('are leftovers when the code has none at all', () => {
    const kinds = differencesIn({ place: GLOBAL, inCode: [], atDiscord: unchanged }).map(({ kind }) => kind);

    expect(kinds).toEqual(Array(4).fill('only_at_discord'));
  });
});
