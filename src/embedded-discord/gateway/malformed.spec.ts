import fc from 'fast-check';
import { once } from 'node:events';
import { connect } from 'node:net';
import { call } from '../../../test/conformance/caller.js';
import { RawClient } from '../../../test/conformance/raw-client.js';
import { EmbeddedDiscord } from '../embedded-discord.js';

describe('whatever a client sends', () => {
  let discord: EmbeddedDiscord;

  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ guilds: 2, maxConcurrency: 1_000, privilegedIntents: 1 << 1 });
  });

  afterAll(() => discord.stop());

  async function isAlive(): Promise<boolean> {
    const client = RawClient.connect(discord);
    await client.op(10);
    client.drop();
    return (await call(discord, 'GET /users/@me')).status === 200;
  }

  it('is survived by the gateway, before IDENTIFY and after', async () => {
    const payloads = fc.sample(fc.record({ op: fc.constantFrom(1, 2, 3, 4, 6, 8, 31, 43, 99), d: fc.jsonValue() }), {
      numRuns: 60,
      seed: 1,
    });
    for (const [number, payload] of payloads.entries()) {
      const client = RawClient.connect(discord);
      if (number % 2 === 0) await client.ready({ shard: [number, 60] });
      await client.sendText(JSON.stringify(payload));
      await client.send(8, { guild_id: '1', user_ids: payload.d, query: payload.d, nonce: payload.d });
      await client.sendText('}');
      await client.closed;
    }

    expect(await isAlive()).toBe(true);
  });

  it.each(['//', '/gateway?%', '/%E0%A4%A', '*', 'http://[', '/gateway?compress=zlib-stream'])(
    'is survived as the address %s of a WebSocket',
    async (address) => {
      const socket = connect(Number(new URL(discord.api).port), '127.0.0.1');
      const head = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: x'];
      socket.write(`GET ${address} HTTP/1.1\r\nHost: x\r\n${head.join('\r\n')}\r\n\r\n`);
      socket.resume();
      await once(socket, 'close');

      expect(await isAlive()).toBe(true);
    },
  );

  it('is survived by REST', async () => {
    const parts = { application_id: discord.applicationId };
    for (const json of fc.sample(fc.jsonValue(), { numRuns: 15, seed: 2 })) {
      const many = await call(discord, 'PUT /applications/{application_id}/commands', { parts, json: [json] });
      const one = await call(discord, 'POST /applications/{application_id}/commands', { parts, json });

      expect([many.status, one.status].every((status) => status === 400 || status === 429)).toBe(true);
    }
  });
});
