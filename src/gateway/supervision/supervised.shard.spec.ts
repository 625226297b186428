import { createRequire } from 'node:module';
import { type IContextFetchingStrategy, WebSocketShard } from './discordjs-ws.js';

const require = createRequire(import.meta.url);

/** What `supervised.shard.ts` leans on and @discordjs/ws keeps private. A test that fails here names what an upgrade broke. */
describe('@discordjs/ws', () => {
  it('is the version that was read', () => {
    expect(require('@discordjs/ws')).toMatchObject({ version: '1.2.3' });
  });

  it('is the one copy that discord.js uses', () => {
    const ofDiscordJs = createRequire(require.resolve('discord.js'));

    expect(ofDiscordJs.resolve('@discordjs/ws')).toBe(require.resolve('@discordjs/ws'));
  });

  it.each(['internalConnect', 'heartbeat', 'onError', 'unpackMessage', 'send', 'destroy'])(
    'still calls its shards by %s',
    (method) => {
      expect(WebSocketShard.prototype).toHaveProperty(method);
    },
  );

  it('still keeps the connection of a shard in a property of its own', () => {
    const shard = new WebSocketShard({} as IContextFetchingStrategy, 0);

    expect(Object.keys(shard)).toEqual(
      expect.arrayContaining(['connection', 'id', 'inflate', 'sendRateLimitState', 'strategy']),
    );
  });
});
