import { type Wire, asList, asObject } from '../wire.js';
import type { World } from '../world/world.js';

/** Names the uploaded files of a body as Discord does, with an id and an address: https://docs.discord.com/developers/resources/message#attachment-object */
export function withFiles(body: Wire, world: World, channelId: string): Wire {
  const files = asList(body['files']);
  if (files.length === 0) return body;
  const attachments = files.map((value) => {
    const file = asObject(value) ?? {};
    const id = world.snowflakes.next();
    const path = `attachments/${channelId}/${id}/${encodeURIComponent(String(file['filename']))}`;
    const addresses = { url: `https://cdn.discordapp.com/${path}`, proxy_url: `https://media.discordapp.net/${path}` };
    return { id, ...file, ...addresses };
  });
  return { ...body, files: attachments };
}
