import { type Wire, asList, asObject, asText } from '../wire.js';
import type { FormErrors, Path } from './form-errors.js';

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const EMBEDS = 10;
const EMBEDS_TOGETHER = 6_000;
const FIELDS = 25;
const COLOURS = { least: 0, most: 0xffffff };

const embedTexts: readonly (readonly [path: readonly string[], most: number])[] = [
  [['title'], 256],
  [['description'], 4_096],
  [['footer', 'text'], 2_048],
  [['author', 'name'], 256],
];
const addresses: readonly (readonly string[])[] = [
  ['url'],
  ['image', 'url'],
  ['thumbnail', 'url'],
  ['author', 'url'],
  ['author', 'icon_url'],
  ['footer', 'icon_url'],
];

export function checkEmbeds(embeds: readonly unknown[], errors: FormErrors): void {
  if (embeds.length > EMBEDS) errors.tooLong(['embeds'], EMBEDS);
  let together = 0;
  embeds.forEach((value, number) => {
    const embed = asObject(value) ?? {};
    const path = ['embeds', number];
    for (const [steps, most] of embedTexts) {
      const text = at(embed, steps);
      together += asText(text)?.length ?? 0;
      errors.text(text, [...path, ...steps], { most });
    }
    checkRest(embed, path, errors);
    together += checkFields(asList(embed['fields']), [...path, 'fields'], errors);
  });
  if (together > EMBEDS_TOGETHER) {
    errors.add(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${EMBEDS_TOGETHER}`);
  }
}

function checkRest(embed: Wire, path: Path, errors: FormErrors): void {
  errors.number(embed['color'], [...path, 'color'], COLOURS);
  const time = embed['timestamp'];
  if (time !== undefined && time !== null && Number.isNaN(Date.parse(asText(time) ?? ''))) {
    const words = `Could not parse ${JSON.stringify(time)}. Should be ISO8601.`;
    errors.add([...path, 'timestamp'], 'DATE_TIME_TYPE_PARSE', words);
  }
  for (const steps of addresses) {
    const address = asText(at(embed, steps));
    if (address === null || /^(https?|attachment):\/\/\S+$/i.test(address)) continue;
    const words = "Scheme must be one of ('http', 'https').";
    errors.add(
      [...path, ...steps],
      'URL_TYPE_INVALID_SCHEME',
      `Scheme "${address.split(':')[0]}" is not supported. ${words}`,
    );
  }
}

function checkFields(fields: readonly unknown[], path: Path, errors: FormErrors): number {
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

function at(embed: Wire, path: readonly string[]): unknown {
  return path.reduce<unknown>((node, step) => asObject(node)?.[step], embed);
}
