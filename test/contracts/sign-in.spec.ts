import { type ApiKey, KeyBook } from '../../src/store/key.book.js';
import { SignInBook } from '../../src/store/sign-in.book.js';
import { Store } from '../../src/store/store.js';
import { type WebSession, WebSessionBook } from '../../src/store/web-session.book.js';
import { type Grounds, kinds } from './places.js';

const AT = 1_800_000_000_000;
const session: WebSession = {
  ...{ id: 'a', hash: 'ha', kind: 'person', personId: '100000000000000001', name: `O'Brien "x" \u202e 👩‍👩‍👧` },
  ...{ role: 'operator', roleAt: AT, madeAt: AT, usedAt: AT, address: '192.0.2.7', browser: `B${'é'.repeat(150)}` },
};
const key: ApiKey = {
  ...{ id: 'k', hash: 'hk', name: 'the wall', role: 'viewer', madeAt: AT, madeBy: 'Ada', endsAt: null, usedAt: null },
};

describe.each(kinds.filter(({ isSkipped }) => !isSkipped))('who signs in, in a store $title', ({ fresh }) => {
  let grounds: Grounds;
  let store: Store;
  beforeEach(async () => {
    grounds = await fresh();
    store = await Store.open(grounds.place());
  });
  afterEach(async () => {
    await store.close();
    grounds.clear();
  });

  it('a link is taken by exactly one of many, and by nobody once its time is over', async () => {
    const book = new SignInBook(store);
    await book.addLink('h1', AT + 1_000, AT);
    await book.addLink('h2', AT + 1_000, AT);
    const taken = await Promise.all(Array.from({ length: 10 }, () => book.takeLink('h1', AT + 999)));

    expect(taken.filter(Boolean)).toHaveLength(1);
    expect([await book.hasLink('h2', AT + 999), await book.hasLink('h2', AT + 1_000)]).toEqual([true, false]);
    expect(await book.takeLink('h2', AT + 1_000)).toBe(false);
  });

  it('a way back from Discord is taken by exactly one of many, as it was kept', async () => {
    const book = new SignInBook(store);
    const attempt = { stateHash: 's', browserHash: 'b', verifier: 'v'.repeat(43), next: '/status?a=b', endsAt: AT + 1 };
    await book.addAttempt(attempt, AT);
    const taken = await Promise.all(Array.from({ length: 10 }, () => book.takeAttempt('s', AT)));
    await book.addAttempt(attempt, AT);

    expect(taken.filter((one) => one !== null)).toEqual([attempt]);
    expect(await book.takeAttempt('s', AT + 1)).toBeNull();
    expect(await book.takeAttempt('other', AT)).toBeNull();
  });

  it('a session is kept to the letter, changed and ended', async () => {
    const book = new WebSessionBook(store);
    await book.add(session);
    const found = await book.find('ha');
    await book.change('a', { role: null, roleAt: AT + 5 });
    await book.change('a', { usedAt: AT + 7 });
    const changed = await book.find('ha');

    expect(found).toEqual(session);
    expect(changed).toEqual({ ...session, role: null, roleAt: AT + 5, usedAt: AT + 7 });
    expect([await book.end('a'), await book.end('a'), await book.find('ha')]).toEqual([true, false, null]);
  });

  it('sessions are forgotten that were not used, or are too old', async () => {
    const book = new WebSessionBook(store);
    await book.add({ ...session, id: 'old', hash: '1', madeAt: AT - 10, usedAt: AT + 10 });
    await book.add({ ...session, id: 'idle', hash: '2', usedAt: AT });
    await book.add({ ...session, id: 'used', hash: '3', usedAt: AT + 10 });
    await book.add({ ...session, id: 'newest', hash: '4', usedAt: AT + 20 });
    await book.endOlder({ usedAt: AT, madeAt: AT - 10 });

    expect((await book.all()).map(({ id }) => id)).toEqual(['newest', 'used']);
  });

  it('a key is kept, used and taken back', async () => {
    const book = new KeyBook(store);
    await book.add(key);
    await book.add({ ...key, id: 'l', hash: 'hl', madeAt: AT + 1, endsAt: AT + 2 });
    await book.used('k', AT + 3);

    expect(await book.all()).toEqual([
      { ...key, usedAt: AT + 3 },
      { ...key, id: 'l', hash: 'hl', madeAt: AT + 1, endsAt: AT + 2 },
    ]);
    expect([await book.end('k'), await book.end('k'), await book.find('hk')]).toEqual([true, false, null]);
  });
});
