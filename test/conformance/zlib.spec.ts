import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { Inflater, hasZstd } from './inflater.js';
import { RawClient } from './raw-client.js';
import { isSkipped, readSpecification, skippedWord } from './specification.js';

/** What the first bytes of a stream say: deflate with a 32 KB window. */
const ZLIB_HEADER = 0x78;

interface Recorded {
  readonly frames_base64: readonly string[];
  readonly decoded: readonly unknown[];
}

describe('a compressed gateway', () => {
  let discord: EmbeddedDiscord;
  const clients: RawClient[] = [];

  function connect(query: string): RawClient {
    const client = RawClient.connect(discord, `${discord.gateway}?v=10&encoding=json${query}`);
    clients.push(client);
    return client;
  }

  beforeEach(async () => {
    discord = await EmbeddedDiscord.start({ shards: 1, guilds: 300, maxConcurrency: 1_000 });
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) client.drop();
    await discord.stop();
  });

  it('keeps one context over a connection, ends each message as it must and loses none', async () => {
    const client = connect('&compress=zlib-stream');

    await client.ready();
    await client.frame(({ s }) => s === 301);

    expect(client.frames.map(({ s }) => s)).toEqual([null, ...Array.from({ length: 301 }, (_, number) => number + 1)]);
    expect(client.messages).toHaveLength(302);
    expect(client.messages.every(({ isBinary }) => isBinary)).toBe(true);
    expect(client.messages.filter(({ data }) => data[0] === ZLIB_HEADER && data[1] === 0x9c)).toHaveLength(1);
    const bytes = client.messages.reduce((sum, { data }) => sum + data.length, 0);
    expect(bytes * 5).toBeLessThan(client.frames.reduce((sum, frame) => sum + JSON.stringify(frame).length, 0));
  });

  it('sends all that was said before it closes', async () => {
    const client = connect('&compress=zlib-stream');
    await client.ready();

    const added = Array.from({ length: 50 }, (_, number) => discord.addGuild(`New ${number}`));
    discord.closeShard(0, 4000);

    expect(await client.closed).toBe(4000);
    await client.frame(({ d }) => (d as { id?: string } | null)?.id === added.at(-1));
    const heard = client.frames.filter(({ t }) => t === 'GUILD_CREATE').map(({ d }) => (d as { id: string }).id);
    expect(added.every((id) => heard.includes(id))).toBe(true);
  });

  it('compresses payloads one by one when IDENTIFY asks for it', async () => {
    const client = connect('');

    await client.ready({ compress: true });
    await client.event('GUILD_CREATE');

    expect(client.messages[0]?.isBinary).toBe(false);
    expect(client.messages.slice(1).every(({ isBinary }) => isBinary)).toBe(true);
  });

  it('does not compress twice where IDENTIFY asks for it on a compressed connection', async () => {
    const client = connect('&compress=zlib-stream');

    const ready = await client.ready({ compress: true });

    expect(ready).toMatchObject({ v: 10 });
  });

  it('speaks plainly to whoever asks for a compression that there is not', async () => {
    const client = connect('&compress=lz4&unknown=1');

    await client.ready();

    expect(client.messages.every(({ isBinary }) => !isBinary)).toBe(true);
  });

  it('compresses by zstd where this Node can, and speaks plainly where it cannot', async () => {
    const client = connect('&compress=zstd-stream');

    await client.ready();
    await client.frame(({ s }) => s === 301);

    expect(client.messages.every(({ isBinary }) => isBinary === hasZstd)).toBe(true);
    expect(client.frames).toHaveLength(302);
  });

  it('turns away who wants another encoding than JSON', async () => {
    const client = RawClient.connect(discord, `${discord.gateway}?v=10&encoding=etf`);

    expect(await client.closed).toBe(1006);
  });
});

describe.skipIf(isSkipped)(`the frames that Discord sent${skippedWord}`, () => {
  it('are read by the very client that reads ours', async () => {
    const { frames_base64: frames, decoded } = readSpecification('fixtures/discordbm-zlib-stream.json') as Recorded;
    const inflater = new Inflater();

    const texts = await Promise.all(frames.map((frame) => inflater.text(Buffer.from(frame, 'base64'))));

    expect(texts.map((text) => JSON.parse(text) as unknown)).toEqual(decoded);
  });
});
