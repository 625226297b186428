import { AuthSettings } from '../config/auth.settings.js';
import { KeyBook } from '../store/key.book.js';
import { Store } from '../store/store.js';
import { Keys } from './keys.js';

const START = 1_800_000_000_000;
const wish = { name: 'the wall', role: 'viewer', endsAt: null, madeBy: 'Ada' } as const;

describe('an API key', () => {
  let store: Store;
  let keys: Keys;
  beforeEach(async () => {
    store = await Store.inMemory('a test');
    keys = new Keys(new KeyBook(store), Object.assign(new AuthSettings(), { apiKey: 'k'.repeat(32) }));
  });
  afterEach(() => store.close());

  it('is known with its role, and listed without its secret', async () => {
    const { id, secret } = await keys.make(wish, START);
    const listed = JSON.stringify(await keys.all());

    expect(await keys.find(secret, START)).toEqual({ kind: 'key', id, name: 'the wall', role: 'viewer' });
    expect(listed).toContain('the wall');
    expect(listed).not.toContain(secret);
    expect(listed).not.toContain('hash');
  });

  it('is worth nothing from its end on', async () => {
    const { secret } = await keys.make({ ...wish, endsAt: START + 1_000 }, START);

    expect(await keys.find(secret, START + 999)).not.toBeNull();
    expect(await keys.find(secret, START + 1_000)).toBeNull();
  });

  it('has its use written down, at most once a minute', async () => {
    const { secret } = await keys.make(wish, START);
    const usedAt = async (at: number) => {
      await keys.find(secret, at);
      return (await keys.all())[0]?.usedAt;
    };

    expect([await usedAt(START + 1), await usedAt(START + 60_000), await usedAt(START + 60_001)]).toEqual([
      START + 1,
      START + 1,
      START + 60_001,
    ]);
  });

  it('is worth nothing once it was taken back', async () => {
    const { id, secret } = await keys.make(wish, START);

    expect([await keys.end(id), await keys.end(id), await keys.find(secret, START)]).toEqual([true, false, null]);
  });

  it('of the environment is an admin, and nothing like it is', async () => {
    expect(await keys.find('k'.repeat(32))).toMatchObject({ kind: 'key', role: 'admin' });
    for (const other of ['', 'k', 'k'.repeat(31), 'k'.repeat(33), 'K'.repeat(32), 'sw_'])
      expect(await keys.find(other)).toBeNull();
  });
});
