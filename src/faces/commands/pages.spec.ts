import { pageOf, turning } from './pages.js';
import { en } from './words/en.js';

const seven = [1, 2, 3, 4, 5, 6, 7];

describe('a page of a list', () => {
  it('has its part of it', () => {
    expect(pageOf(seven, 1, 3)).toEqual({ items: [4, 5, 6], page: 1, pages: 3 });
  });

  it('is the last one when the list has become shorter meanwhile', () => {
    expect(pageOf(seven, 9, 3)).toEqual({ items: [7], page: 2, pages: 3 });
  });

  it.each([-1, Number.NaN])('is the first one for a page that never was: %d', (wanted) => {
    expect(pageOf(seven, wanted, 3)).toMatchObject({ items: [1, 2, 3], page: 0 });
  });

  it('is there although the list is empty', () => {
    expect(pageOf([], 0, 3)).toEqual({ items: [], page: 0, pages: 1 });
  });

  it('has buttons with ids of their own, and none that leads nowhere', () => {
    const [row] = turning('shards', { page: 0, pages: 2 }, en).map((one) => one.toJSON().components);

    expect(row).toMatchObject([
      { custom_id: 'shards/-1', disabled: true },
      { custom_id: 'shards/0', label: 'Refresh', disabled: false },
      { custom_id: 'shards/1', disabled: false },
    ]);
  });
});
