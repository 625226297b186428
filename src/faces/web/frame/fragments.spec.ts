import { changedFragments } from './fragments.js';

const list = (...rows: readonly string[]) => ({ id: 'list', html: `<ul id="list">\n${rows.join('\n')}\n</ul>` });
const row = (id: number, text: string) => `<li id="row-${id}" class="x"><b>${text}</b></li>`;

describe('what changed of a partial', () => {
  it('is nothing when it looks the same', () => {
    expect(changedFragments(list(row(1, 'a')), list(row(1, 'a')))).toEqual([]);
  });

  it('is all of it for whoever has not seen it', () => {
    expect(changedFragments(undefined, list(row(1, 'a')))).toEqual([list(row(1, 'a'))]);
  });

  it('is single rows when only they look different', () => {
    const [before, after] = [list(row(1, 'a'), row(2, 'b')), list(row(1, 'a'), row(2, 'c'))];

    expect(changedFragments(before, after)).toEqual([{ id: 'row-2', html: row(2, 'c') }]);
  });

  it('is all of it when rows come, go or change places', () => {
    const before = list(row(1, 'a'), row(2, 'b'));

    for (const after of [
      list(row(1, 'a')),
      list(row(2, 'b'), row(1, 'a')),
      list(row(1, 'a'), row(2, 'b'), row(3, 'c')),
    ])
      expect(changedFragments(before, after)).toEqual([after]);
  });

  it('is all of it when something around the rows changes', () => {
    const after = { id: 'list', html: list(row(1, 'a')).html.replace('<ul', '<ul class="new"') };

    expect(changedFragments(list(row(1, 'a')), after)).toEqual([after]);
  });
});
