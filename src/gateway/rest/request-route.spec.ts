import { requestRoute } from './request-route.js';

const api = 'https://discord.test/api';
const labelOf = (method: string, path: string) => requestRoute(method, `${api}/v10${path}`, api).label;

const id = '1187402291846283264';
const token = 'aW50ZXJhY3Rpb246secretsecretsecret';

describe('the name of a route', () => {
  it.each([
    ['GET', '/users/@me', 'GET /users/@me'],
    ['GET', '/gateway/bot', 'GET /gateway/bot'],
    ['POST', `/channels/${id}/messages`, 'POST /channels/:id/messages'],
    ['POST', `/channels/${id}/messages/bulk-delete`, 'POST /channels/:id/messages/bulk-delete'],
    ['GET', `/guilds/${id}/members?limit=1000&after=${id}`, 'GET /guilds/:id/members'],
    ['PUT', `/applications/${id}/guilds/${id}/commands`, 'PUT /applications/:id/guilds/:id/commands'],
    ['POST', `/interactions/${id}/${token}/callback?with_response=false`, 'POST /interactions/:id/:token/callback'],
    ['PATCH', `/webhooks/${id}/${token}/messages/%40original`, 'PATCH /webhooks/:id/:token/messages/@original'],
    ['PATCH', `/webhooks/${id}/${token}/messages/${id}`, 'PATCH /webhooks/:id/:token/messages/:id'],
    ['GET', `/webhooks/${id}`, 'GET /webhooks/:id'],
    [
      'DELETE',
      `/channels/${id}/messages/${id}/reactions/%F0%9F%91%8D/@me`,
      'DELETE /channels/:id/messages/:id/reactions/:reaction',
    ],
    ['DELETE', `/channels/${id}/messages/${id}/reactions`, 'DELETE /channels/:id/messages/:id/reactions'],
    ['GET', '/invites/harmless', 'GET /invites/:name'],
    ['GET', `/guilds/${id}/widget.json`, 'GET /guilds/:id/widget.json'],
    ['GET', '/something/New_9', 'GET /something/:name'],
  ])('%s %s is %s', (method, path, label) => {
    expect(labelOf(method, path)).toBe(label);
  });

  it('holds neither ids nor tokens, wherever they stand', () => {
    for (const room of ['webhooks', 'interactions', 'channels', 'users', 'lobbies']) {
      expect(labelOf('GET', `/${room}/${id}/${token}/x/${token}`)).not.toMatch(/secret|\d{5}/);
    }
  });

  it('needs no version, and no address that was expected', () => {
    expect(requestRoute('GET', `${api}/users/@me`, api).label).toBe('GET /users/@me');
    expect(requestRoute('GET', 'http://other.test/v10/users/@me', api).label).toBe('GET /users/@me');
  });
});

describe('the kind of a route', () => {
  const kindOf = (path: string) => requestRoute('POST', `${api}/v10${path}`, api).kind;

  it('tells the first answer to an interaction from what follows, and from the rest', () => {
    expect(kindOf(`/interactions/${id}/${token}/callback`)).toBe('callback');
    expect(kindOf(`/webhooks/${id}/${token}`)).toBe('webhook');
    expect(kindOf(`/channels/${id}/webhooks`)).toBe('ordinary');
  });

  it('names the interaction that is acknowledged', () => {
    const route = requestRoute('POST', `${api}/v10/interactions/${id}/${token}/callback`, api);

    expect(route.interactionId).toBe(id);
  });
});
