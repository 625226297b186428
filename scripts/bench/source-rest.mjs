/** The REST side of the source: who the bot is, its commands, and the callbacks of interactions. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { BOT, newId } from './guilds.mjs';

const STARTS = { total: 1_000, remaining: 1_000, reset_after: 14_400_000, max_concurrency: 1 };
/** Flags of an application that may have presences, members and messages. */
const ALLOWED_INTENTS = (1 << 12) | (1 << 14) | (1 << 18);
const APPLICATION = {
  id: BOT.id,
  name: 'bench',
  description: '',
  icon: null,
  flags: ALLOWED_INTENTS,
  bot: BOT,
  verify_key: '0',
};

async function bodyOf(request) {
  let text = '';
  for await (const part of request) text += part;
  return text ? JSON.parse(text) : {};
}

const command = (body) => ({ ...body, id: newId(), application_id: BOT.id, version: newId() });
const message = (body) => ({
  ...{ id: newId(), channel_id: newId(), type: 0, author: BOT, content: '', timestamp: '2025-06-01T12:00:00.000Z' },
  ...{ attachments: [], embeds: [], mentions: [], mention_roles: [], pinned: false, tts: false, ...body },
});

/** `[method, path, answer]`; an answer of `undefined` is 204 No Content. */
const routes = (rest) => [
  ['GET', /^\/gateway\/bot$/, () => ({ url: rest.gatewayUrl, shards: 1, session_start_limit: STARTS })],
  ['GET', /^\/gateway$/, () => ({ url: rest.gatewayUrl })],
  ['GET', /^\/users\/@me$/, () => ({ ...BOT, avatar: null, flags: 0, verified: true, mfa_enabled: true })],
  ['GET', /^\/(oauth2\/)?applications\/@me$/, () => APPLICATION],
  ['GET', /^\/applications\/\d+\/commands$/, () => []],
  ['POST', /^\/applications\/\d+\/commands$/, command],
  ['PUT', /^\/applications\/\d+\/commands$/, (bodies) => bodies.map(command)],
  ['POST', /^\/interactions\/\d+\/[^/]+\/callback$/, () => undefined],
  ['PATCH', /^\/webhooks\/\d+\/[^/]+\/messages\/@original$/, message],
  ['POST', /^\/webhooks\/\d+\/[^/]+$/, message],
];

/** Serves it on loopback. `onCallback` is called with the token of an interaction as soon as its callback arrives. */
export async function openRest({ onCallback }) {
  const rest = { gatewayUrl: '' };
  const all = routes(rest);
  rest.server = createServer(async (request, response) => {
    const path = request.url.replace(/^\/api\/v\d+/, '').replace(/\?.*$/, '');
    if (path.endsWith('/callback')) onCallback(path.split('/')[3]);
    const [, , answer] = all.find(([method, pattern]) => method === request.method && pattern.test(path)) ?? [];
    const said = answer?.(await bodyOf(request)) ?? null;
    const json = { 'Content-Type': 'application/json' };
    if (!answer) response.writeHead(404, json).end(JSON.stringify({ message: '404: Not Found', code: 0 }));
    else if (said === null) response.writeHead(204).end();
    else response.writeHead(200, json).end(JSON.stringify(said));
  }).listen(0, '127.0.0.1');
  await once(rest.server, 'listening');
  rest.api = `http://127.0.0.1:${rest.server.address().port}/api`;
  return rest;
}
