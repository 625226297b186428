import { entityTooLarge } from '../discord-error.js';
import { type Wire, asList, asObject } from '../wire.js';
import type { World } from '../world/world.js';

/** Bytes of one file without a boost: https://docs.discord.com/developers/reference#uploading-files */
const FILE_LIMIT = 10 * 1_048_576;

/** Where files go, and what is there already. */
interface Target {
  readonly channelId: string;
  readonly attachments?: readonly Wire[];
}

/**
 * Names the uploaded files of a body as Discord does, with an id and an address. `attachments` describes them by their
 * number, and on an edit says which of the old ones stay: https://docs.discord.com/developers/resources/message#attachment-object
 */
export function withFiles(body: Wire, world: World, { channelId, attachments = [] }: Target): Wire {
  const { files: uploaded, ...rest } = body;
  const described = asList(body['attachments']).map((one) => asObject(one) ?? {});
  const files = asList(uploaded).map((value) => {
    const { number, ...file } = asObject(value) ?? {};
    if (typeof file['size'] === 'number' && file['size'] > FILE_LIMIT) throw entityTooLarge();
    const about = described.find(({ id }) => String(id) === number) ?? {};
    const id = world.snowflakes.next();
    const filename = String(about['filename'] ?? file['filename']);
    const path = `attachments/${channelId}/${id}/${encodeURIComponent(filename)}`;
    const addresses = { url: `https://cdn.discordapp.com/${path}`, proxy_url: `https://media.discordapp.net/${path}` };
    return { ...file, ...about, id, filename, ...addresses };
  });
  const isKept = ({ id }: Wire): boolean => described.some((one) => one['id'] === id);
  const kept = Array.isArray(body['attachments']) ? attachments.filter(isKept) : attachments;
  if (files.length === 0 && kept.length === attachments.length) return rest;
  return { ...rest, files: [...kept, ...files] };
}
