import { emptyMessage } from '../discord-error.js';
import { type Wire, asList, asObject, asText } from '../wire.js';
import type { Said } from '../world/message.js';
import { checkComponents } from './component-rules.js';
import { checkEmbeds } from './embed-rules.js';
import { FormErrors } from './form-errors.js';

/** https://docs.discord.com/developers/resources/message#create-message */
const CONTENT = 2_000;
const NONCE = 25;
const ATTACHMENTS = 10;
const ATTACHMENT_WORDS = 1_024;
const STICKERS = 3;
/** With this flag a message is made of components only, more of them, and no content. */
const COMPONENTS_V2 = 1 << 15;

/**
 * Holds a message against Discord's limits.
 *
 * @param before the message that is edited, when it is an edit
 * @throws {DiscordError} 50035 with the tree of what is wrong, 50006 when there is nothing in it
 */
export function checkMessage(body: Wire, before: Said | null = null): Wire {
  const errors = new FormErrors();
  errors.text(body['content'], ['content'], { most: CONTENT });
  checkLists(body, errors);
  checkNonce(body['nonce'], errors);
  checkEmbeds(asList(body['embeds']), errors);
  checkAttachments(body, errors);
  const flags = (typeof body['flags'] === 'number' ? body['flags'] : 0) | (before?.flags ?? 0);
  const isV2 = (flags & COMPONENTS_V2) !== 0;
  checkComponents(body, isV2, errors);
  if (isV2) checkNoLegacy(body, errors);
  errors.throwIfAny();
  if (!before && isEmpty(body)) throw emptyMessage();
  return body;
}

function isEmpty(body: Wire): boolean {
  const lists = ['embeds', 'components', 'files', 'sticker_ids'];
  return !asText(body['content']) && !asObject(body['poll']) && lists.every((name) => asList(body[name]).length === 0);
}

function checkLists(body: Wire, errors: FormErrors): void {
  for (const name of ['embeds', 'components', 'attachments', 'sticker_ids']) {
    const value = body[name];
    if (value === undefined || value === null || Array.isArray(value)) continue;
    errors.add([name], 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
  }
  if (asList(body['sticker_ids']).length > STICKERS) errors.tooLong(['sticker_ids'], STICKERS);
}

function checkNonce(nonce: unknown, errors: FormErrors): void {
  if (nonce === undefined || nonce === null || Number.isSafeInteger(nonce)) return;
  errors.text(nonce, ['nonce'], { most: NONCE });
}

function checkAttachments(body: Wire, errors: FormErrors): void {
  const files = asList(body['files']);
  const attachments = asList(body['attachments']);
  if (Math.max(files.length, attachments.length) > ATTACHMENTS) errors.tooLong(['attachments'], ATTACHMENTS);
  attachments.forEach((value, number) => {
    const { id, filename, description } = asObject(value) ?? {};
    if (id === undefined || id === null) errors.required(['attachments', number, 'id']);
    errors.text(filename, ['attachments', number, 'filename'], { most: ATTACHMENT_WORDS });
    errors.text(description, ['attachments', number, 'description'], { most: ATTACHMENT_WORDS });
  });
}

/** https://docs.discord.com/developers/components/using-message-components#components-v2 */
function checkNoLegacy(body: Wire, errors: FormErrors): void {
  const isThere = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));
  for (const name of ['content', 'embeds', 'sticker_ids', 'poll']) {
    if (!isThere(body[name])) continue;
    const words = `The '${name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    errors.add([name], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', words);
  }
}
