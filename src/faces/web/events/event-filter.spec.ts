import { everyEntry } from '../../../model/log-filter.js';
import { eventsWish, queryOf } from './event-filter.js';

describe('the address of the events page', () => {
  it('asks for everything but debug where it says nothing', () => {
    expect(eventsWish({})).toEqual({ filter: { ...everyEntry, level: 'info' }, before: null });
    expect(queryOf(eventsWish({}))).toBe('');
  });

  it('says what is asked for, and is understood again', () => {
    const address = {
      level: 'warn',
      source: 'rest',
      shard: '7',
      guild: 'Tom & Jerry',
      text: 'ünï=?',
      cursor: '1795374720156000',
    };
    const wish = eventsWish(address);

    expect(wish.filter).toEqual({
      ...everyEntry,
      level: 'warn',
      source: 'rest',
      shardId: 7,
      guild: 'Tom & Jerry',
      text: 'ünï=?',
    });
    expect(wish.before).toBe(1_795_374_720_156_000);
    expect(Object.fromEntries(new URLSearchParams(queryOf(wish)))).toEqual(address);
  });

  it.each<[string, Record<string, unknown>]>([
    ['empty fields of the form', { level: '', source: '', shard: '', guild: ' ', text: '' }],
    ['what is not known', { level: 'loud', source: 'moon', shard: '-1', cursor: '1e9' }],
    ['lists and objects', { level: ['warn'], text: { a: 'b' }, guild: ['x', 'y'], shard: ['1'] }],
    ['numbers beyond all reason', { shard: '9'.repeat(30), cursor: '9'.repeat(30) }],
  ])('asks for nothing with %s', (_, query) => {
    expect(queryOf(eventsWish(query))).toBe('');
  });

  it('searches for no more than a hundred characters', () => {
    expect(eventsWish({ text: 'x'.repeat(5_000) }).filter.text).toHaveLength(100);
  });
});
