import type { Wire } from '../wire.js';
import { checkMessage } from './message-rules.js';
import { checkModal } from './modal-rules.js';

const button = { type: 2, style: 1, label: 'x', custom_id: 'x' };
const row = (...components: Wire[]): Wire => ({ type: 1, components });
const option = (value: string): Wire => ({ label: value, value });
const code = (name: string): Wire => ({ _errors: [expect.objectContaining({ code: name })] });
const first = (tree: Wire): Wire => ({ components: { 0: { components: { 0: tree } } } });

describe('the components of a message', () => {
  it.each<[string, Wire[], Wire]>([
    [
      'six rows',
      Array.from({ length: 6 }, (_, n) => row({ ...button, custom_id: `${n}` })),
      { components: code('BASE_TYPE_BAD_LENGTH') },
    ],
    ['no rows', [button], { components: { 0: { type: code('UNION_TYPE_CHOICES') } } }],
    ['an empty row', [row()], { components: { 0: { components: code('BASE_TYPE_BAD_LENGTH') } } }],
    ['one id twice', [row(button, button)], { components: code('COMPONENT_CUSTOM_ID_DUPLICATED') }],
    [
      'a button without an id',
      [row({ ...button, custom_id: undefined })],
      first({ custom_id: code('BASE_TYPE_REQUIRED') }),
    ],
    ['a link that leads nowhere', [row({ type: 2, style: 5, label: 'x' })], first({ url: code('BASE_TYPE_REQUIRED') })],
    [
      'a label of 81 letters',
      [row({ ...button, label: 'x'.repeat(81) })],
      first({ label: code('BASE_TYPE_MAX_LENGTH') }),
    ],
    ['a menu without options', [row({ type: 3, custom_id: 'm' })], first({ options: code('BASE_TYPE_BAD_LENGTH') })],
    [
      'an option twice',
      [row({ type: 3, custom_id: 'm', options: [option('a'), option('a')] })],
      first({ options: { 1: { value: code('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED') } } }),
    ],
  ])('may not be %s', (_what, components, errors) => {
    expect(() => checkMessage({ components })).toThrow(expect.objectContaining({ code: 50035, errors }));
  });

  it('may be of the new kind with its flag, and then stand alone', () => {
    const components = [{ type: 17, components: [{ type: 10, content: 'Hello' }, row(button)] }];

    expect(() => checkMessage({ flags: 1 << 15, components })).not.toThrow();
    expect(() => checkMessage({ components })).toThrow(expect.objectContaining({ code: 50035 }));
    expect(() => checkMessage({ flags: 1 << 15, components, content: 'x' })).toThrow(
      expect.objectContaining({ errors: { content: code('MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2') } }),
    );
  });
});

describe('a modal', () => {
  const input = { type: 4, custom_id: 'why', style: 1, label: 'Why?' };
  const modal = { custom_id: 'form', title: 'Tell us', components: [row(input)] };

  it('may have up to five fields, in rows or below labels', () => {
    const label = { type: 18, label: 'Why?', component: { ...input, label: undefined } };

    expect(() => checkModal(modal)).not.toThrow();
    expect(() => checkModal({ ...modal, components: [label] })).not.toThrow();
    expect(() => checkModal({ ...modal, components: Array.from({ length: 6 }, () => label) })).toThrow(
      expect.objectContaining({ errors: { data: { components: code('BASE_TYPE_BAD_LENGTH') } } }),
    );
  });

  it.each<[string, Wire, Wire]>([
    ['a title of 46 letters', { title: 'x'.repeat(46) }, { title: code('BASE_TYPE_BAD_LENGTH') }],
    ['no id', { custom_id: undefined }, { custom_id: code('BASE_TYPE_REQUIRED') }],
    [
      'a field without a style',
      { components: [row({ ...input, style: 3 })] },
      first({ style: code('BASE_TYPE_CHOICES') }),
    ],
  ])('may not have %s', (_what, more, data) => {
    expect(() => checkModal({ ...modal, ...more })).toThrow(expect.objectContaining({ errors: { data } }));
  });
});
