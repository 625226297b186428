import { emptyMessage } from '../discord-error.js';
import { type Wire, asList, asObject, asText } from '../wire.js';
import { FormErrors } from './form-errors.js';

/** https://docs.discord.com/developers/resources/message#create-message and #embed-object-embed-limits */
const CONTENT = 2_000;
const EMBEDS = 10;
const EMBEDS_TOGETHER = 6_000;
const FIELDS = 25;
const ROWS = 5;
/** With this flag a message is made of components only, more of them, and no content. */
const COMPONENTS_V2 = 1 << 15;
const COMPONENTS_V2_MOST = 40;

const embedTexts: readonly (readonly [path: readonly string[], most: number])[] = [
  [['title'], 256],
  [['description'], 4_096],
  [['footer', 'text'], 2_048],
  [['author', 'name'], 256],
];

/**
 * Holds a message against Discord's limits.
 *
 * @throws {DiscordError} 50035 with the tree of what is too long, 50006 when there is nothing in it
 */
export function checkMessage(body: Wire, isEdit = false): Wire {
  const errors = new FormErrors();
  if ((asText(body['content'])?.length ?? 0) > CONTENT) errors.tooLong(['content'], CONTENT);
  checkEmbeds(asList(body['embeds']), errors);
  const isV2 = typeof body['flags'] === 'number' && (body['flags'] & COMPONENTS_V2) !== 0;
  const rows = isV2 ? COMPONENTS_V2_MOST : ROWS;
  if (asList(body['components']).length > rows) errors.badLength(['components'], 1, rows);
  errors.throwIfAny();
  if (!isEdit && isEmpty(body)) throw emptyMessage();
  return body;
}

function isEmpty(body: Wire): boolean {
  const lists = ['embeds', 'components', 'files', 'attachments', 'sticker_ids'];
  return !asText(body['content']) && !asObject(body['poll']) && lists.every((name) => asList(body[name]).length === 0);
}

function checkEmbeds(embeds: readonly unknown[], errors: FormErrors): void {
  if (embeds.length > EMBEDS) errors.tooLong(['embeds'], EMBEDS);
  let together = 0;
  embeds.forEach((value, number) => {
    const embed = asObject(value) ?? {};
    for (const [path, most] of embedTexts) {
      const length = lengthAt(embed, path);
      together += length;
      if (length > most) errors.tooLong(['embeds', number, ...path], most);
    }
    together += checkFields(asList(embed['fields']), ['embeds', number, 'fields'], errors);
  });
  if (together > EMBEDS_TOGETHER) {
    errors.add(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${EMBEDS_TOGETHER}`);
  }
}

function checkFields(fields: readonly unknown[], path: readonly (string | number)[], errors: FormErrors): number {
  if (fields.length > FIELDS) errors.tooLong(path, FIELDS);
  let together = 0;
  fields.forEach((value, number) => {
    const field = asObject(value) ?? {};
    for (const [name, most] of [
      ['name', 256],
      ['value', 1_024],
    ] as const) {
      const length = asText(field[name])?.length ?? 0;
      together += length;
      if (length === 0) errors.required([...path, number, name]);
      if (length > most) errors.tooLong([...path, number, name], most);
    }
  });
  return together;
}

function lengthAt(embed: Wire, path: readonly string[]): number {
  const value = path.reduce<unknown>((node, step) => asObject(node)?.[step], embed);
  return asText(value)?.length ?? 0;
}
