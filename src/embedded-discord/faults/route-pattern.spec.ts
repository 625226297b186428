import { matchesRoute } from './route-pattern.js';

describe('a pattern of routes', () => {
  it.each([
    ['GET /users/@me', 'GET /users/@me', true],
    ['GET /users/@me', 'PATCH /users/@me', false],
    ['* /users/@me', 'PATCH /users/@me', true],
    ['GET /guilds/*', 'GET /guilds/1', true],
    ['GET /guilds/*', 'GET /guilds/1/channels', false],
    ['GET /guilds/:guild/channels', 'GET /guilds/1/channels', true],
    ['GET /guilds/{guild_id}/channels', 'GET /guilds/1/channels', true],
    ['* /guilds/**', 'GET /guilds/1/channels', true],
    ['* /guilds/**', 'GET /guilds', true],
    ['* /guilds/**', 'GET /channels/1', false],
    ['* /**', 'DELETE /anything/at/all', true],
  ])('%s and %s: %s', (pattern, route, isMeant) => {
    expect(matchesRoute(pattern, route)).toBe(isMeant);
  });
});
