import type { WireCommand } from '../src/model/command-shape.js';

type Wire = Record<string, unknown>;

const word = { type: 3, name: 'word', description: 'A word', required: true, min_length: 2, max_length: 10 };
const level = {
  ...{ type: 3, name: 'level', description: 'How high', name_localizations: { de: 'stufe' } },
  choices: [
    { name: 'High', value: 'high', name_localizations: { de: 'Hoch' } },
    { name: 'Low', value: 'low' },
  ],
};
const count = { type: 4, name: 'count', description: 'How many', min_value: 1, max_value: 10 };
const ratio = { type: 10, name: 'ratio', description: 'Which part', choices: [{ name: 'Half', value: 0.5 }] };
const channel = { type: 7, name: 'channel', description: 'Where', channel_types: [0, 5] };
const shard = { type: 3, name: 'shard', description: 'Which', autocomplete: true };
const description_localizations = { de: 'Alles, was es gibt' };

/** A slash command that says something in every field, as Discord's API wants it. */
export const richCommand: WireCommand = {
  ...{ type: 1, name: 'rich', description: 'All there is', nsfw: true, default_member_permissions: '8' },
  ...{ name_localizations: { de: 'reich' }, description_localizations, contexts: [0, 1], integration_types: [0] },
  options: [word, level, count, ratio, channel, shard],
};

const list = { type: 1, name: 'list', description: 'Lists', options: [{ ...count, name: 'most' }] };
/** One with a group of subcommands. */
export const deepCommand: WireCommand = {
  ...{ type: 1, name: 'deep', description: 'Has parts' },
  options: [
    { type: 2, name: 'roles', description: 'Of roles', options: [list] },
    { type: 1, name: 'all', description: 'Everything' },
  ],
};

/** One that says nothing it need not. */
export const plainCommand: WireCommand = { name: 'plain', description: 'Nothing more' };

export const menuCommand: WireCommand = { type: 3, name: 'Report this' };

/** One single thing that is changed in the code, and the name it has then. */
export interface Change {
  readonly path: string;
  readonly to: WireCommand;
  /** Means nothing for the commands of one server. */
  readonly isGlobalOnly?: true;
}

const rich = (parts: Wire): WireCommand => ({ ...richCommand, ...parts });
/** The rich command with one option changed; `undefined` takes a field away. */
const option = (name: string, parts: Wire): WireCommand =>
  rich({
    options: (richCommand['options'] as Wire[]).map((one) => (one['name'] === name ? { ...one, ...parts } : one)),
  });
const group = (parts: Wire, options: Wire[] = [list]): WireCommand => ({
  ...deepCommand,
  options: [
    { type: 2, name: 'roles', description: 'Of roles', ...parts, options },
    (deepCommand['options'] as Wire[])[1],
  ],
});
const plain = (parts: Wire): WireCommand => ({ ...plainCommand, ...parts });
const choices = (...all: Wire[]) => option('level', { choices: all });
const [high = {}, low = {}] = level.choices;

/** Every single-field change that there is, more or less. */
export const changes: readonly Change[] = [
  { path: 'description', to: rich({ description: 'All there was' }) },
  { path: 'nsfw', to: rich({ nsfw: false }) },
  { path: 'nsfw', to: plain({ nsfw: true }) },
  { path: 'default_member_permissions', to: rich({ default_member_permissions: '32' }) },
  { path: 'default_member_permissions', to: rich({ default_member_permissions: null }) },
  { path: 'default_member_permissions', to: plain({ default_member_permissions: '0' }) },
  { path: 'name_localizations.de', to: rich({ name_localizations: { de: 'üppig' } }) },
  { path: 'name_localizations.fr', to: rich({ name_localizations: { de: 'reich', fr: 'riche' } }) },
  { path: 'name_localizations', to: rich({ name_localizations: null }) },
  { path: 'description_localizations.de', to: rich({ description_localizations: { de: 'Alles' } }) },
  { path: 'description_localizations', to: plain({ description_localizations: { de: 'Sonst nichts' } }) },
  { path: 'contexts', to: rich({ contexts: [0] }), isGlobalOnly: true },
  { path: 'contexts', to: rich({ contexts: [0, 1, 2] }), isGlobalOnly: true },
  { path: 'contexts', to: plain({ contexts: [0] }), isGlobalOnly: true },
  { path: 'contexts', to: plain({ dm_permission: false }), isGlobalOnly: true },
  { path: 'integration_types', to: rich({ integration_types: [0, 1] }), isGlobalOnly: true },
  { path: 'options', to: rich({ options: undefined }) },
  { path: 'options', to: plain({ options: [word] }) },
  { path: 'options', to: rich({ options: [word, count, level, ratio, channel, shard] }) },
  { path: 'options.shard', to: rich({ options: [word, level, count, ratio, channel] }) },
  { path: 'options.count.type', to: option('count', { type: 10 }) },
  { path: 'options.word.description', to: option('word', { description: 'Another word' }) },
  { path: 'options.word.required', to: option('word', { required: undefined }) },
  { path: 'options.word.min_length', to: option('word', { min_length: 3 }) },
  { path: 'options.word.max_length', to: option('word', { max_length: undefined }) },
  { path: 'options.word.name_localizations', to: option('word', { name_localizations: { de: 'wort' } }) },
  { path: 'options.level.name_localizations.de', to: option('level', { name_localizations: { de: 'ebene' } }) },
  { path: 'options.level.description_localizations', to: option('level', { description_localizations: { de: 'H' } }) },
  { path: 'options.level.choices', to: option('level', { choices: [] }) },
  { path: 'options.level.choices', to: choices(low, high) },
  { path: 'options.level.choices.Low', to: choices(high) },
  { path: 'options.level.choices.Middle', to: choices(high, low, { name: 'Middle', value: 'middle' }) },
  { path: 'options.level.choices.Low.value', to: choices(high, { ...low, value: 'deep' }) },
  {
    path: 'options.level.choices.High.name_localizations.de',
    to: choices({ ...high, name_localizations: { de: 'Oben' } }, low),
  },
  { path: 'options.count.min_value', to: option('count', { min_value: 0 }) },
  { path: 'options.count.max_value', to: option('count', { max_value: undefined }) },
  { path: 'options.ratio.choices.Half.value', to: option('ratio', { choices: [{ name: 'Half', value: 0.25 }] }) },
  { path: 'options.channel.channel_types', to: option('channel', { channel_types: [0] }) },
  { path: 'options.shard.autocomplete', to: option('shard', { autocomplete: false }) },
  { path: 'options.roles.description', to: group({ description: 'Of all roles' }) },
  { path: 'options.roles.options.list.description', to: group({}, [{ ...list, description: 'Shows' }]) },
  { path: 'options.roles.options.list.options', to: group({}, [{ ...list, options: [] }]) },
  {
    path: 'options.roles.options.list.options.most.max_value',
    to: group({}, [{ ...list, options: [{ ...count, name: 'most', max_value: 99 }] }]),
  },
  { path: 'options.roles.options.add', to: group({}, [list, { type: 1, name: 'add', description: 'Adds' }]) },
];

export const unchanged: readonly WireCommand[] = [richCommand, deepCommand, plainCommand, menuCommand];

/** All commands, with the changed one in the place of its own. */
export function withChange({ to }: Change): readonly WireCommand[] {
  return unchanged.map((command) => (command['name'] === to['name'] ? to : command));
}
