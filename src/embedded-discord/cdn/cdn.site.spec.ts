import { inflateSync } from 'node:zlib';
import { EmbeddedDiscord } from '../embedded-discord.js';

const hash = '0123456789abcdef0123456789abcdef';

describe('pictures', () => {
  let discord: EmbeddedDiscord;

  beforeAll(async () => {
    discord = await EmbeddedDiscord.start({ guilds: 0 });
  });

  afterAll(() => discord.stop());

  async function picture(path: string): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
    const answer = await fetch(`${discord.api.replace('/api', '')}/cdn${path}`);
    return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
  }

  it.each([`/avatars/42/${hash}.png`, `/icons/42/a_${hash}.webp?size=64`, '/embed/avatars/3.png'])(
    'are PNGs that may be kept for ever: %s',
    async (path) => {
      const { headers, bytes } = await picture(path);

      expect(headers.get('content-type')).toBe('image/png');
      expect(headers.get('cache-control')).toContain('immutable');
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    },
  );

  it('are as large as asked for, and whole', async () => {
    const { bytes } = await picture(`/avatars/42/${hash}.png?size=64`);
    const data = bytes.subarray(bytes.indexOf('IDAT') + 4, bytes.indexOf('IEND') - 8);

    expect(bytes.readUInt32BE(16)).toBe(64);
    expect(inflateSync(data)).toHaveLength(64 * 65);
  });

  it('follow from what they are of', async () => {
    const [one, same, other] = await Promise.all(['42', '42', '43'].map((id) => picture(`/avatars/${id}/${hash}.png`)));

    expect(one?.bytes.equals(same?.bytes ?? Buffer.alloc(0))).toBe(true);
    expect(one?.bytes.equals(other?.bytes ?? Buffer.alloc(0))).toBe(false);
  });

  it.each(['/avatars/me/x.png', '/avatars/42/x.png', '/embed/avatars/9.png', '/'])('are not at %s', async (path) => {
    expect((await picture(path)).status).toBe(404);
  });
});
