import { CommandCreates } from './command-creates.js';

describe('the new commands of a day', () => {
  it('are 200 globally and 200 in each guild', () => {
    const creates = new CommandCreates();
    creates.note(null, 150, 0);
    creates.note('1', 200, 0);

    expect([creates.left(null, 0), creates.left('1', 0), creates.left('2', 0)]).toEqual([50, 0, 200]);
  });

  it('begin again after 24 hours', () => {
    const creates = new CommandCreates();
    creates.note(null, 200, 0);

    expect(creates.left(null, 86_399_999)).toBe(0);
    expect(creates.left(null, 86_400_000)).toBe(200);
  });
});
