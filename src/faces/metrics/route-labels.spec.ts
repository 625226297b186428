import { routeLabels } from './route-labels.js';

describe('the labels of a route', () => {
  it.each([
    ['POST /channels/:id/messages', 'POST', '/channels/:id/messages'],
    ['PATCH /webhooks/:id/:token/messages/@original', 'PATCH', '/webhooks/:id/:token/messages/@original'],
    ['GET /oauth2/applications/@me', 'GET', '/oauth2/applications/@me'],
    ['GET /guilds/:id/widget.json', 'GET', '/guilds/:id/widget.json'],
    ['POST /channels/:id/messages/bulk-delete', 'POST', '/channels/:id/messages/bulk-delete'],
  ])('are its method and its path: %s', (given, method, route) => {
    expect(routeLabels(given)).toEqual({ method, route });
  });

  it.each([
    ['GET /users/1187402291846283264', '/users/:other'],
    ['PUT /channels/:id/messages/:id/reactions/%F0%9F%94%A5/@me', '/channels/:id/messages/:id/reactions/:other/@me'],
    ['GET /invites/Xy7Zq', '/invites/:other'],
    ['GET /a"} 1\nb', '/:other'],
    ['GET', '/'],
  ])('never hold an id, a code or a name: %s', (given, route) => {
    expect(routeLabels(given).route).toBe(route);
  });

  it('are few even for nonsense', () => {
    expect(routeLabels('haha /x')).toEqual({ method: 'other', route: '/x' });
    expect(routeLabels(`GET ${'/a'.repeat(99)}`).route?.length).toBeLessThan(30);
  });
});
